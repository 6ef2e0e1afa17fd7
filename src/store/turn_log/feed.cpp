#include "store/turn_log/feed.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace store {

namespace asio = boost::asio;

feed::waiter::waiter(feed& on, shared_log const& log) : feed_(on), log_(&log), timer_(on.loop_) {
    feed_.by_log_.emplace(log_, this);
    feed_.waiters_.fetch_add(1);
}

feed::waiter::~waiter() {
    auto const [begin, end] = feed_.by_log_.equal_range(log_);
    for (auto it = begin; it != end; ++it) {
        if (it->second != this) continue;
        feed_.by_log_.erase(it);
        break;
    }
    feed_.waiters_.fetch_sub(1);
}

core::task<> feed::waiter::wait(std::chrono::steady_clock::time_point until) {
    if (!woken_) {
        boost::system::error_code woken;
        timer_.expires_at(until);
        co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    }
    woken_ = false;
}

void feed::waiter::wake() {
    woken_ = true;
    timer_.cancel();
}

void feed::advance(std::shared_ptr<advanced_logs const> logs) {
    // A waiter that registers after this look reads the log first, and so sees what advanced.
    if (waiters_.load() == 0) return;
    asio::post(loop_, [this, logs = std::move(logs)] {
        for (auto const& log : *logs) wake(*log);
    });
}

void feed::wake(shared_log const& log) {
    auto const [begin, end] = by_log_.equal_range(&log);
    for (auto it = begin; it != end; ++it) it->second->wake();
}

}  // namespace store
