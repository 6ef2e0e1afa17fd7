#pragma once

#include "core/task.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>

#include <utility>

namespace core {

// Runs `work` on a loop that another thread runs, and waits for it: how a thread that is no loop's (a command's main
// thread) calls asynchronous code. What it throws is thrown here. Calling it on the loop's own thread waits for ever.
template <class T>
T block_on(asio::any_io_executor where, task<T> work) {
    return asio::co_spawn(where, std::move(work), asio::use_future).get();
}

}  // namespace core
