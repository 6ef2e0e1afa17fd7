#include "support/raw_server.hpp"

#include <boost/asio/write.hpp>

#include <array>
#include <charconv>

#include <sys/socket.h>

namespace support {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

std::size_t content_length(std::string_view head) {
    auto const at = head.find("Content-Length: ");
    std::size_t length = 0;
    if (at != head.npos) std::from_chars(head.data() + at + 16, head.data() + head.size(), length);
    return length;
}

}  // namespace

std::string raw_peer::read_request() {
    for (;;) {
        auto const end = unread_.find("\r\n\r\n");
        if (end != unread_.npos) {
            auto const size = end + 4 + content_length(std::string_view(unread_).substr(0, end + 2));
            if (unread_.size() >= size) {
                auto request = unread_.substr(0, size);
                unread_.erase(0, size);
                return request;
            }
        }
        std::array<char, 4096> bytes;
        error_code failed;
        auto const n = socket_.read_some(asio::buffer(bytes), failed);
        if (failed) return {};
        unread_.append(bytes.data(), n);
    }
}

void raw_peer::send(std::string_view bytes) {
    error_code gone;
    asio::write(socket_, asio::buffer(bytes), gone);
}

void raw_peer::wait_for_close() {
    std::array<char, 4096> bytes;
    error_code failed;
    while (!failed) socket_.read_some(asio::buffer(bytes), failed);
}

void raw_peer::reset() {
    // Dissolving the association resets the connection and leaves the descriptor to whoever else holds it.
    sockaddr const nowhere{AF_UNSPEC, {}};
    ::connect(socket_.native_handle(), &nowhere, sizeof nowhere);
}

void raw_peer::abandon() { ::shutdown(socket_.native_handle(), SHUT_RDWR); }

raw_server::raw_server(script each)
    : each_(std::move(each)), acceptor_(io_, {asio::ip::make_address("127.0.0.1"), 0}),
      accepting_([this] { accept(); }) {}

raw_server::~raw_server() {
    ::shutdown(acceptor_.native_handle(), SHUT_RDWR);
    accepting_.join();
    for (auto& peer : peers_) peer->abandon();
    scripts_.clear();
}

void raw_server::accept() {
    for (;;) {
        error_code closed;
        asio::ip::tcp::socket socket(io_);
        acceptor_.accept(socket, closed);
        if (closed) return;
        socket.set_option(asio::ip::tcp::no_delay(true));
        ++connections_;
        auto& peer = *peers_.emplace_back(std::make_unique<raw_peer>(std::move(socket)));
        scripts_.emplace_back([this, &peer] {
            each_(peer);
            peer.abandon();
        });
    }
}

std::string raw_server::url(std::string_view path) const {
    return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()) + std::string(path);
}

std::string ok(std::string_view body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

}  // namespace support
