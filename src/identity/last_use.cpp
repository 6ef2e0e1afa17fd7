#include "identity/last_use.hpp"

namespace identity {

void last_use::session(store::session_row const& row, core::timestamp now, std::chrono::milliseconds idle) {
    constexpr std::chrono::minutes recent{1};
    if (now - row.last_used_at < recent) return;
    sessions_.with([&](auto& all) { all[row.id] = {now, now + idle}; });
}

core::task<core::result<void>> last_use::flush() {
    auto const noted = sessions_.with([](auto& all) { return std::exchange(all, {}); });
    if (noted.empty()) co_return core::result<void>();
    auto work = [&noted](store::connection& db) -> core::result<void> {
        for (auto const& [id, each] : noted) store::sessions::touch(db, id, each.at, each.expires_at);
        return {};
    };
    co_return co_await db_.write(std::move(work));
}

}  // namespace identity
