#include "identity/limits/current_limits.hpp"

#include "store/repositories/limit_changes.hpp"

namespace identity {

core::result<void> current_limits::read(store::connection& db) {
    auto const version = store::limit_changes::version(db);
    if (version == now()->version()) return {};
    auto fresh = std::make_shared<limit_table const>(store::tiers::list(db), store::budgets::all(db), version);
    table_.with([&](auto& table) { table = std::move(fresh); });
    return {};
}

core::result<void> current_limits::load() {
    return db_.read_now([this](store::connection& db) { return read(db); });
}

core::task<core::result<void>> current_limits::refresh() {
    auto work = [this](store::connection& db) { return read(db); };
    co_return co_await db_.read(std::move(work));
}

}  // namespace identity
