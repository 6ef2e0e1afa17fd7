#include "identity/audit/sealer.hpp"

#include "core/log.hpp"
#include "identity/audit/chain.hpp"

namespace identity {

using store::connection;

audit_sealer::audit_sealer(core::asio::any_io_executor executor, store::database& db, std::chrono::milliseconds pause)
    : db_(db), pause_(pause), group_(executor) {}

void audit_sealer::start() {
    core::spawn(group_, "audit sealer", [this] { return run(); });
}

core::task<> audit_sealer::stop() {
    group_.cancel();
    co_await group_.wait();
    co_await seal_all();
}

core::task<> audit_sealer::run() {
    core::asio::steady_timer timer(group_.executor());
    for (;;) {
        co_await seal_all();
        timer.expires_after(pause_);
        co_await timer.async_wait(core::asio::use_awaitable);
    }
}

core::task<> audit_sealer::seal_all() {
    for (;;) {
        auto look = [](connection& db) -> core::result<bool> { return store::audit::has_unsealed(db); };
        auto const waiting = co_await db_.read(std::move(look));
        if (!waiting || !*waiting) co_return;
        auto seal = [](connection& db) -> core::result<std::int64_t> { return seal_some(db, 200); };
        auto const sealed = co_await db_.write(std::move(seal));
        if (!sealed) {
            core::log(core::level::warning, "audit", sealed.error().message);
            co_return;
        }
    }
}

}  // namespace identity
