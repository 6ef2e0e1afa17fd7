#pragma once

#include "core/pool.hpp"
#include "core/result.hpp"
#include "core/task.hpp"
#include "core/task_group.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <exception>
#include <optional>
#include <type_traits>

namespace core {

// Starts `body` (a callable that returns task<>) in `group`, which its owner cancels and awaits. Call it on the group's
// executor. `body` is kept alive until the coroutine ends; its captures must own what they name, because nobody waits.
// An exception that escapes is logged with `name`, never lost; cancellation ends the task silently.
template <class Body>
void spawn(task_group& group, char const* name, Body body) {
    auto const child = group.add(name);
    auto done = [&group, child](std::exception_ptr failure) { group.remove(child, failure); };
    asio::co_spawn(group.executor(), std::move(body),
                   asio::bind_cancellation_slot(child->signal.slot(), std::move(done)));
}

// What offload gives for work that returns T: a result, and not a result of a result.
template <class T>
struct offloaded {
    using type = result<T>;
};
template <class T>
struct offloaded<result<T>> {
    using type = result<T>;
};

// Runs blocking or CPU-bound `work` on `where`; the caller resumes on its own executor. Fails with errc::unavailable
// when the pool's queue is full. Cancellation does not interrupt `work`: keep it short, or give it a deadline of its
// own. What `work` throws is thrown here.
template <class Work>
task<typename offloaded<std::invoke_result_t<Work&>>::type> offload(pool& where, Work work) {
    using value = std::invoke_result_t<Work&>;
    using outcome = std::conditional_t<std::is_void_v<value>, bool, std::optional<value>>;
    if (!where.enter()) co_return error{errc::unavailable, "The server is busy; try again shortly."};

    outcome out{};
    std::exception_ptr failure;
    // Tracked, so that the caller's loop stays alive while only the pool works for it.
    auto const caller = asio::prefer(co_await asio::this_coro::executor, asio::execution::outstanding_work.tracked);
    auto initiate = [&](auto handler) {
        // A copy of the caller's executor: its frame may be gone before post() has returned.
        asio::post(where.executor(), [&, home = caller, handler = std::move(handler)]() mutable {
            try {
                if constexpr (std::is_void_v<value>) work();
                else out.emplace(work());
            } catch (...) {
                failure = std::current_exception();
            }
            where.leave();
            asio::post(home, std::move(handler));
        });
    };
    co_await asio::async_initiate<asio::use_awaitable_t<> const, void()>(initiate, asio::use_awaitable);
    if (failure) std::rethrow_exception(failure);
    if constexpr (std::is_void_v<value>) co_return result<void>();
    else co_return std::move(*out);
}

}  // namespace core
