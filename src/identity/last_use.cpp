#include "identity/last_use.hpp"

namespace identity {

namespace {

constexpr std::chrono::minutes recent{1};

}  // namespace

void last_use::session(store::session_row const& row, core::timestamp now, std::chrono::milliseconds idle) {
    if (now - row.last_used_at < recent) return;
    sessions_.with([&](auto& all) { all[row.id] = {now, now + idle}; });
}

void last_use::key(store::api_key_row const& row, core::timestamp now) {
    if (row.last_used_at && now - *row.last_used_at < recent) return;
    keys_.with([&](auto& all) { all[row.id] = now; });
}

core::task<core::result<void>> last_use::flush() {
    auto const noted = sessions_.with([](auto& all) { return std::exchange(all, {}); });
    auto const keys = keys_.with([](auto& all) { return std::exchange(all, {}); });
    if (noted.empty() && keys.empty()) co_return core::result<void>();
    auto work = [&](store::connection& db) -> core::result<void> {
        for (auto const& [id, each] : noted) store::sessions::touch(db, id, each.at, each.expires_at);
        for (auto const& [id, at] : keys) store::api_keys::note_use(db, id, at);
        return {};
    };
    co_return co_await db_.write(std::move(work));
}

}  // namespace identity
