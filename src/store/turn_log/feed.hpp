#pragma once

#include "core/task.hpp"
#include "store/turn_log/shared_log.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <unordered_map>
#include <vector>

namespace store {

using advanced_logs = std::vector<std::shared_ptr<shared_log>>;

// Wakes the waiters of one loop when logs have advanced. All but advance() is for the loop's own thread.
class feed {
public:
    // One place to wait at, for one log. Belongs to the coroutine that waits.
    class waiter {
    public:
        waiter(feed& on, shared_log const& log);
        waiter(waiter const&) = delete;
        ~waiter();

        // Returns when the log has advanced since the last call, or at `until`.
        core::task<> wait(std::chrono::steady_clock::time_point until);

        // Ends the wait, or the next one.
        void wake();

    private:
        friend class feed;
        feed& feed_;
        shared_log const* log_;
        boost::asio::steady_timer timer_;
        bool woken_ = false;
    };

    explicit feed(boost::asio::any_io_executor loop) : loop_(std::move(loop)) {}
    feed(feed const&) = delete;

    boost::asio::any_io_executor const& loop() const { return loop_; }

    // These logs have new durable events. Any thread.
    void advance(std::shared_ptr<advanced_logs const> logs);

    // The same of one log, at once.
    void wake(shared_log const& log);

private:
    boost::asio::any_io_executor loop_;
    std::atomic<std::size_t> waiters_{0};
    std::unordered_multimap<shared_log const*, waiter*> by_log_;
};

}  // namespace store
