#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace support {

// A reply as it came over the wire.
struct raw_reply {
    int status = 0;   // 0: the server closed without one
    std::map<std::string, std::string> fields;   // names in lower case
    std::string body;
    bool cut = false;   // the body ended too early
};

// A client that sends exactly the bytes a test gives it. Blocking; a silent server fails the test after ten seconds.
class raw_client {
public:
    explicit raw_client(std::uint16_t port);

    // What the server no longer takes is dropped: it may have refused already.
    void send(std::string_view bytes);
    // Reads one reply; `to_head` when the request was a HEAD.
    raw_reply read(bool to_head = false);
    // The next bytes, whatever they are; empty at the end of the stream.
    std::string read_some();
    // Exactly so many bytes, or fewer at the end of the stream.
    std::string read_exactly(std::size_t bytes);
    bool readable_within(std::chrono::milliseconds patience);
    // True when the server closes without sending anything more.
    bool is_closed() { return read_some().empty(); }

    // Small, so that a server notices early that nobody reads.
    void shrink_receive_buffer();
    void close();

private:
    bool fill();

    boost::asio::ip::tcp::socket socket_;
    boost::beast::flat_buffer buffer_;
};

// "GET /path HTTP/1.1" with a Host and nothing else.
std::string get(std::string_view path);

}  // namespace support
