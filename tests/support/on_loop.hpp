#pragma once

#include "core/task.hpp"
#include "net/loops.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>

namespace support {

// Runs one coroutine on a running loop, waits for it, and returns what it returned or throws what it threw.
template <class T>
T on_loop(net::loops& loops, core::task<T> work, std::size_t index = 0) {
    return boost::asio::co_spawn(loops.context(index), std::move(work), boost::asio::use_future).get();
}

}  // namespace support
