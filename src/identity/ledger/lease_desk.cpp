#include "identity/ledger/lease_desk.hpp"

#include <algorithm>

namespace identity {

namespace {

core::error too_busy() {
    core::error out{core::errc::unavailable, "Too many requests wait for this budget; try again in a moment."};
    out.retry_after_s = 1;
    return out;
}

}  // namespace

core::task<core::result<void>> lease_desk::take(lease_needed need) {
    key const of{need.of.budget_id, need.of.start};
    auto const where = queues_.with([&](auto& queues) {
        auto const [found, made] = queues.try_emplace(of);
        if (made) return place::first;
        if (found->second.waiting.size() >= waiting_max_) return place::none;
        found->second.missing += need.missing;
        return place::waits;
    });
    if (where == place::none) co_return too_busy();
    if (where == place::first) co_return co_await lead(std::move(need));
    waits_.add();
    co_await wait(of);
    co_return core::result<void>();
}

// However the first one's write ends, nobody is left waiting.
struct lease_desk::release {
    lease_desk& desk;
    key const of;
    ~release() {
        auto waiting = desk.queues_.with([&](auto& queues) { return std::move(queues.extract(of).mapped().waiting); });
        for (auto& resume : waiting) resume();
    }
};

core::task<core::result<void>> lease_desk::lead(lease_needed need) {
    release const at_the_end{*this, {need.of.budget_id, need.of.start}};
    auto written = co_await write(need, std::max(need.missing, need.slice));
    auto const missing = queues_.with([&](auto& queues) { return std::exchange(queues[at_the_end.of].missing, 0); });
    if (written && missing > 0) written = co_await write(need, missing);
    co_return written;
}

core::task<core::result<void>> lease_desk::write(lease_needed const& need, std::int64_t wanted) {
    auto work = [&](store::connection& db) -> core::result<store::lease_grant> {
        return store::budget_leases::take(db, incarnation_, need.of, wanted, need.limit);
    };
    auto const taken = co_await db_.write(std::move(work));
    if (!taken) co_return taken.error();
    granted_(need.of, *taken, taken->granted == wanted);
    co_return core::result<void>();
}

core::task<> lease_desk::wait(key of) {
    auto const home =
        core::asio::prefer(co_await core::asio::this_coro::executor, core::asio::execution::outstanding_work.tracked);
    auto initiate = [&](auto handler) {
        auto resume = [home, handler = std::move(handler)]() mutable { core::asio::post(home, std::move(handler)); };
        // The leader may have gone meanwhile: then there is nothing to wait for.
        auto left = queues_.with([&](auto& queues) -> std::move_only_function<void()> {
            auto const found = queues.find(of);
            if (found == queues.end()) return std::move(resume);
            found->second.waiting.push_back(std::move(resume));
            return {};
        });
        if (left) left();
    };
    co_await core::asio::async_initiate<core::asio::use_awaitable_t<> const, void()>(initiate,
                                                                                     core::asio::use_awaitable);
}

}  // namespace identity
