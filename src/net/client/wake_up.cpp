#include "net/client/wake_up.hpp"

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cassert>

namespace net::client {

namespace asio = boost::asio;

wake_up::~wake_up() { assert(!waiter_); }

core::task<> wake_up::wait() {
    assert(!waiter_);
    auto initiate = [this](auto handler) {
        slot_ = asio::get_associated_cancellation_slot(handler);
        waiter_ = std::move(handler);
        // Posted, because who cancels does not expect the waiter to run inside.
        if (slot_.is_connected()) slot_.assign([this](asio::cancellation_type) { asio::post(loop_, take()); });
    };
    co_await asio::async_initiate<asio::use_awaitable_t<> const, void()>(initiate, asio::use_awaitable);
}

void wake_up::wake() {
    if (auto waiter = take()) waiter();
}

std::move_only_function<void()> wake_up::take() {
    auto waiter = std::exchange(waiter_, nullptr);
    if (waiter && slot_.is_connected()) slot_.clear();
    return waiter;
}

}  // namespace net::client
