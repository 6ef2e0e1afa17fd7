#pragma once

#include "core/task_group.hpp"
#include "net/server/site.hpp"
#include "net/server/transport.hpp"

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <semaphore>

namespace net::server {

// The server on one loop: its acceptor, its connections, its sweep. Every member runs on that loop.
class listener {
public:
    // Both outlive the listener.
    listener(asio::io_context& loop, setup& server);

    // Binds; throws system_error. A second listener may bind the same port, and shares what arrives.
    // Returns the endpoint with the port that the system chose.
    asio::ip::tcp::endpoint bind(asio::ip::tcp::endpoint at);
    void start();

    // Stops accepting and lets what runs finish until `grace` is over, then cuts it. Releases `ended` when all is gone.
    void stop(std::chrono::milliseconds grace, std::binary_semaphore& ended);

private:
    core::task<> accept();
    core::task<> accept_one();
    core::task<> look_after_deadlines();
    core::task<> wind_down(std::chrono::milliseconds grace, std::binary_semaphore& ended);
    void admit(tcp_socket socket, asio::ip::tcp::endpoint const& peer);

    asio::io_context& loop_;
    site site_;
    asio::basic_socket_acceptor<asio::ip::tcp, asio::io_context::executor_type> acceptor_;
    core::task_group connections_;
    core::task_group services_;
    core::task_group closing_;
};

}  // namespace net::server
