#pragma once

#include "core/task.hpp"

#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>

#include <functional>

namespace net::client {

// Lets one coroutine wait until someone on the same loop wakes it. Lighter than a timer, which is what matters when ten
// thousand transfers wait. Cancelling the waiter ends the wait.
class wake_up {
public:
    explicit wake_up(boost::asio::io_context& loop) : loop_(loop) {}
    wake_up(wake_up const&) = delete;
    ~wake_up();  // nobody waits

    // Returns at the next wake(), or for no reason: the caller looks again at what it waits for.
    core::task<> wait();

    // Resumes the waiter, if there is one, before it returns: call it only where the waiter may do anything.
    void wake();

private:
    std::move_only_function<void()> take();

    boost::asio::io_context& loop_;
    std::move_only_function<void()> waiter_;
    boost::asio::cancellation_slot slot_;
};

}  // namespace net::client
