#include "support/raw_client.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <algorithm>
#include <cctype>
#include <stdexcept>

#include <poll.h>

namespace support {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

namespace {

std::string lower(boost::beast::string_view s) {
    std::string out(s.data(), s.size());
    std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

// One for all: each would have three descriptors of its own, and tests hold thousands of clients.
asio::io_context& shared_context() {
    static asio::io_context context;
    return context;
}

}  // namespace

raw_client::raw_client(std::uint16_t port) : socket_(shared_context()) {
    socket_.connect({asio::ip::make_address("127.0.0.1"), port});
    socket_.set_option(asio::ip::tcp::no_delay(true));
}

void raw_client::send(std::string_view bytes) {
    error_code refused;
    asio::write(socket_, asio::buffer(bytes), refused);
}

bool raw_client::readable_within(std::chrono::milliseconds patience) {
    pollfd state{socket_.native_handle(), POLLIN, 0};
    return buffer_.size() > 0 || ::poll(&state, 1, static_cast<int>(patience.count())) == 1;
}

bool raw_client::fill() {
    if (!readable_within(std::chrono::seconds(10))) throw std::runtime_error("the server stays silent");
    error_code ended;
    buffer_.commit(socket_.read_some(buffer_.prepare(16 * 1024), ended));
    return !ended;
}

raw_reply raw_client::read(bool to_head) {
    http::response_parser<http::string_body> parser;
    parser.eager(true);
    parser.body_limit(64 * 1024 * 1024);
    parser.skip(to_head);
    error_code failed;
    while (!parser.is_done()) {
        buffer_.consume(parser.put(buffer_.data(), failed));
        if (failed && failed != http::error::need_more) break;
        if (parser.is_done() || fill()) continue;
        if (parser.got_some()) parser.put_eof(failed);
        break;
    }
    raw_reply reply;
    if (!parser.is_header_done()) return reply;
    reply.status = parser.get().result_int();
    for (auto const& field : parser.get())
        reply.fields[lower(field.name_string())] = std::string(field.value().data(), field.value().size());
    reply.body = parser.get().body();
    reply.cut = !parser.is_done();
    return reply;
}

std::string raw_client::read_some() {
    if (buffer_.size() == 0) fill();
    return read_exactly(buffer_.size());
}

std::string raw_client::read_exactly(std::size_t bytes) {
    while (buffer_.size() < bytes && fill()) {}
    auto const n = std::min(bytes, buffer_.size());
    std::string out(static_cast<char const*>(buffer_.data().data()), n);
    buffer_.consume(n);
    return out;
}

void raw_client::shrink_receive_buffer() { socket_.set_option(asio::socket_base::receive_buffer_size(4096)); }

void raw_client::close() { socket_.close(); }

std::string get(std::string_view path) { return "GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"; }

}  // namespace support
