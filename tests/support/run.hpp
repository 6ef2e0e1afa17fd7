#pragma once

#include "core/task.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

namespace support {

// Runs one coroutine to its end on a loop of its own and returns what it returned, or throws what it threw.
template <class T>
T run(boost::asio::io_context& io, core::task<T> work) {
    std::exception_ptr failure;
    if constexpr (std::is_void_v<T>) {
        boost::asio::co_spawn(io, std::move(work), [&](std::exception_ptr e) { failure = e; });
        io.restart();
        io.run();
        if (failure) std::rethrow_exception(failure);
    } else {
        std::optional<T> out;
        boost::asio::co_spawn(io, std::move(work), [&](std::exception_ptr e, T value) {
            failure = e;
            if (!e) out.emplace(std::move(value));
        });
        io.restart();
        io.run();
        if (failure) std::rethrow_exception(failure);
        return std::move(*out);
    }
}

template <class T>
T run(core::task<T> work) {
    boost::asio::io_context io;
    return run(io, std::move(work));
}

}  // namespace support
