#include "api/socket/outbox.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace api {

namespace asio = boost::asio;

namespace {

// Timers that never fire by themselves stand for "something has changed".
core::task<> changed(asio::steady_timer& signal) {
    boost::system::error_code woken;
    co_await signal.async_wait(asio::redirect_error(asio::use_awaitable, woken));
}

}  // namespace

outbox::outbox(asio::any_io_executor loop, net::websocket& to, std::size_t bytes_max)
    : socket_(to), bytes_max_(bytes_max), filled_(loop, asio::steady_timer::time_point::max()),
      emptied_(loop, asio::steady_timer::time_point::max()) {}

core::task<bool> outbox::put(std::string text) {
    while (!closed_ && bytes_ > bytes_max_) co_await changed(emptied_);
    if (closed_) co_return false;
    offer(std::move(text));
    co_return true;
}

void outbox::offer(std::string text) {
    if (closed_ || bytes_ > bytes_max_) return;
    bytes_ += text.size();
    waiting_.push_back(std::move(text));
    filled_.cancel();
}

core::task<> outbox::run() {
    while (!closed_) {
        while (!closed_ && waiting_.empty()) co_await changed(filled_);
        if (closed_) co_return;
        auto text = std::move(waiting_.front());
        waiting_.pop_front();
        bytes_ -= text.size();
        emptied_.cancel();
        co_await socket_.send(std::move(text));
    }
}

void outbox::close() {
    closed_ = true;
    filled_.cancel();
    emptied_.cancel();
}

}  // namespace api
