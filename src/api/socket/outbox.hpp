#pragma once

#include "core/task.hpp"
#include "net/http.hpp"

#include <boost/asio/steady_timer.hpp>

#include <deque>
#include <string>

namespace api {

// The messages that wait to go out on one socket, and the one coroutine that sends them. A full box makes its writers
// wait, so that a slow page costs its place in the logs and no memory. Used on one loop.
class outbox {
public:
    outbox(boost::asio::any_io_executor loop, net::websocket& to, std::size_t bytes_max = 256 * 1024);
    outbox(outbox const&) = delete;

    // Queues one message; waits first while the box is full. False once the socket is gone.
    core::task<bool> put(std::string text);

    // For hints, which may be lost: queues without waiting, or drops it when the box is full.
    void offer(std::string text);

    // Sends until the socket fails or close() was called.
    core::task<> run();
    void close();

private:
    net::websocket& socket_;
    std::size_t const bytes_max_;
    std::deque<std::string> waiting_;
    std::size_t bytes_ = 0;
    bool closed_ = false;
    boost::asio::steady_timer filled_;
    boost::asio::steady_timer emptied_;
};

}  // namespace api
