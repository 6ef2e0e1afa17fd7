#pragma once

#include "core/task.hpp"

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <array>
#include <span>
#include <string_view>

namespace net::server {

namespace asio = boost::asio;
using boost::system::error_code;

// Not type-erased: it saves 600 bytes for each idle connection.
using tcp_socket = asio::basic_stream_socket<asio::ip::tcp, asio::io_context::executor_type>;

// What one attempt that may not block came to.
struct attempt {
    enum class outcome { done, want_read, want_write, closed, failed };

    outcome now = outcome::done;
    std::size_t bytes = 0;
    error_code error{};   // with failed
};

// What one write sends, in order. The pieces must outlive the write.
struct pieces {
    std::array<std::string_view, 3> part{};

    pieces() = default;
    pieces(std::string_view a, std::string_view b = {}, std::string_view c = {}) : part{a, b, c} {}
    std::size_t size() const { return part[0].size() + part[1].size() + part[2].size(); }
    bool empty() const { return size() == 0; }
    void consume(std::size_t bytes);
};

// The bytes of one connection, plain or TLS. Every call is one attempt that never blocks; who calls it waits in
// between.
class transport {
public:
    explicit transport(tcp_socket socket) : socket_(std::move(socket)) {}
    transport(transport const&) = delete;
    virtual ~transport() = default;

    virtual attempt handshake() { return {}; }
    virtual attempt read(std::span<char> into) = 0;
    virtual attempt write(pieces const& what) = 0;
    // Tells the peer that nothing follows.
    virtual void end_of_stream();
    // True when bytes wait that the socket no longer shows.
    virtual bool holds_bytes() const { return false; }
    virtual bool secure() const { return false; }

    tcp_socket& socket() { return socket_; }

private:
    tcp_socket socket_;
};

class plain_transport final : public transport {
public:
    using transport::transport;

    attempt read(std::span<char> into) override;
    attempt write(pieces const& what) override;
};

// Waits until the socket is ready for what `a` wants.
core::task<error_code> wait_for(transport& on, attempt::outcome want);

// Repeats until done: the bytes read, 0 and no error at the end of the stream.
struct read_result {
    std::size_t bytes = 0;
    error_code error{};
};
core::task<read_result> read_some(transport& from, std::span<char> into);
core::task<error_code> shake_hands(transport& with);

}  // namespace net::server
