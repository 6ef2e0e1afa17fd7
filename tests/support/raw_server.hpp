#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace support {

// One connection to a raw_server, in the hands of its script. Blocking, on a thread of its own.
class raw_peer {
public:
    explicit raw_peer(boost::asio::ip::tcp::socket socket) : socket_(std::move(socket)) {}

    // The next request, head and body (by Content-Length); empty when the client has closed.
    std::string read_request();
    void send(std::string_view bytes);
    // Returns when the client has closed or reset the connection.
    void wait_for_close();
    // Closes so that the client sees a reset, not an end.
    void reset();
    // Wakes whatever the script waits for.
    void abandon();

private:
    boost::asio::ip::tcp::socket socket_;
    std::string unread_;
};

// A server that does what a script says, right or wrong: for tests of a client. The script runs once for each
// connection, which closes when it returns.
class raw_server {
public:
    using script = std::function<void(raw_peer&)>;

    explicit raw_server(script each);
    ~raw_server();

    std::string url(std::string_view path = "/") const;
    std::size_t connections() const { return connections_; }

private:
    void accept();

    script each_;
    boost::asio::io_context io_;
    boost::asio::ip::tcp::acceptor acceptor_;
    std::atomic<std::size_t> connections_{0};
    std::vector<std::unique_ptr<raw_peer>> peers_;
    std::vector<std::jthread> scripts_;
    std::jthread accepting_;
};

// "HTTP/1.1 200 OK" with the body's length.
std::string ok(std::string_view body);

}  // namespace support
