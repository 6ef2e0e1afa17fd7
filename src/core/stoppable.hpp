#pragma once

#include "core/task.hpp"
#include "core/task_group.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include <utility>

namespace core {

// As spawn(), but `stop` cancels the task, and the group does not. `body` keeps `stop` alive.
template <class Body>
void spawn_stoppable(task_group& group, char const* name, asio::cancellation_signal& stop, Body body) {
    auto const child = group.add(name);
    auto done = [&group, child](std::exception_ptr failure) { group.remove(child, failure); };
    asio::co_spawn(group.executor(), std::move(body), asio::bind_cancellation_slot(stop.slot(), std::move(done)));
}

// Runs `work`, the part of a task that may be stopped: false when it was, and then nothing of it is left. Nothing stops
// the rest of the task, which has an end to bring about, however it came to it. Cheaper than interruptible().
inline task<bool> until_stopped(task<> work) {
    bool done = true;
    try {
        co_await std::move(work);
    } catch (boost::system::system_error const& e) {
        if (e.code() != asio::error::operation_aborted) throw;
        done = false;
    }
    co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
    co_return done;
}

}  // namespace core
