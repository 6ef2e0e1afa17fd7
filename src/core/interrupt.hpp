#pragma once

#include "core/task.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include <chrono>
#include <exception>
#include <memory>
#include <optional>

namespace core {

// Runs `work` until it ends or `stop` fires; false when it was stopped, and then nothing of it is left. The caller
// itself goes on either way. `stop` must be used on this executor only, and outlive the call.
inline task<bool> interruptible(asio::cancellation_signal& stop, task<> work) {
    auto const executor = co_await asio::this_coro::executor;
    try {
        co_await asio::co_spawn(executor, std::move(work),
                                asio::bind_cancellation_slot(stop.slot(), asio::use_awaitable));
        co_return true;
    } catch (boost::system::system_error const& e) {
        if (e.code() != asio::error::operation_aborted) throw;
        co_return false;
    }
}

// The same for work that ends with its caller, too: what cancels the caller cancels it.
inline task<bool> interruptible_too(asio::cancellation_signal& stop, task<> work) {
    auto const own = co_await asio::this_coro::cancellation_state;
    own.slot().assign([&stop](asio::cancellation_type how) { stop.emit(how); });
    bool const done = co_await interruptible(stop, std::move(work));
    own.slot().clear();
    co_return done;
}

// The result of `work`, or nothing once `patience` is over. Then nobody waits for it any more: it is cancelled, and
// what takes no notice of that goes on alone, so it must own all that it uses. For what the system does on a thread of
// its own and nothing can stop: looking up a name.
template <class T>
task<std::optional<T>> unless_late(std::chrono::milliseconds patience, task<T> work) {
    struct shared {
        asio::steady_timer over;
        asio::cancellation_signal stop{};
        std::optional<T> result{};
        std::exception_ptr failure{};
    };
    auto const executor = co_await asio::this_coro::executor;
    auto const state = std::make_shared<shared>(asio::steady_timer(executor, patience));
    auto done = [state](std::exception_ptr failure, T result) {
        state->failure = failure;
        if (!failure) state->result = std::move(result);
        state->over.cancel();
    };
    asio::co_spawn(executor, std::move(work), asio::bind_cancellation_slot(state->stop.slot(), std::move(done)));
    boost::system::error_code woken;
    if (!state->result && !state->failure)
        co_await state->over.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    if (state->failure) std::rethrow_exception(state->failure);
    if (!state->result) state->stop.emit(asio::cancellation_type::terminal);
    co_return std::move(state->result);
}

// Waits. For backing off: nothing in the product waits for time to pass otherwise.
inline task<> sleep_for(std::chrono::milliseconds duration) {
    asio::steady_timer timer(co_await asio::this_coro::executor, duration);
    co_await timer.async_wait(asio::use_awaitable);
}

}  // namespace core
