#pragma once

#include <boost/asio/awaitable.hpp>

namespace core {

namespace asio = boost::asio;

// What a coroutine returns. It starts when it is awaited or spawned, and runs on the executor of whoever did that.
template <class T = void>
using task = asio::awaitable<T>;

}  // namespace core
