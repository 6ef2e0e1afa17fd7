#include "net/server/exchange.hpp"

#include "net/server/compress.hpp"
#include "net/server/websocket_session.hpp"

#include <boost/system/system_error.hpp>
#include <fmt/format.h>

#include <iterator>
#include <stdexcept>
#include <utility>

namespace net::server {

class http_exchange::chunked_body final : public body_stream {
public:
    chunked_body(http_exchange& of, framing ends, std::string head)
        : exchange_(of), ends_(ends), head_(std::move(head)) {}

    core::task<> write(std::string bytes) override { return send(std::move(bytes), {}); }

    core::task<> finish(std::string bytes) override {
        co_await send(std::move(bytes), ends_ == framing::chunked ? "0\r\n\r\n" : "");
        exchange_.complete_ = true;
    }

private:
    core::task<> send(std::string bytes, std::string_view end) {
        auto before = std::exchange(head_, {});
        if (ends_ == framing::none) bytes.clear();
        if (ends_ == framing::chunked && !bytes.empty()) {   // an empty chunk would be the last
            fmt::format_to(std::back_inserter(before), "{:x}\r\n", bytes.size());
            bytes += "\r\n";
        }
        if (auto const failed = co_await exchange_.connection_.send({before, bytes, end}))
            throw boost::system::system_error(failed, "write");
    }

    http_exchange& exchange_;
    framing ends_;
    std::string head_;   // until it is sent
};

core::task<> http_exchange::reply(response reply) {
    begin(reply.status);
    compress(reply, in_.message);
    auto const body = reply.body.empty() ? reply.borrowed : std::string_view(reply.body);
    bool const bodiless = reply.status == 204 || reply.status == 304;
    auto const head = head_of(reply, bodiless ? framing::none : framing::length, body.size());
    bool const silent = bodiless || in_.message.method == "HEAD";
    if (auto const failed = co_await connection_.send({head, silent ? std::string_view() : body}))
        throw boost::system::system_error(failed, "write");
    complete_ = true;
}

core::task<std::unique_ptr<body_stream>> http_exchange::stream(response head) {
    begin(head.status);
    auto ends = in_.http_1_1 ? framing::chunked : framing::until_close;
    auto text = head_of(head, ends, 0);
    if (in_.message.method == "HEAD") ends = framing::none;
    co_return std::make_unique<chunked_body>(*this, ends, std::move(text));
}

bool http_exchange::keeps_alive() const { return in_.keep_alive && in_.http_1_1 && !connection_.closing(); }

void http_exchange::begin(int status) {
    if (!untouched()) throw std::logic_error("a second reply to one request");
    status_ = status;
}

std::string http_exchange::head_of(response const& reply, framing ends, std::uint64_t length) const {
    auto& shared = connection_.shared();
    head_facts const facts{
        .ends = ends,
        .length = length,
        .keep_alive = keeps_alive(),
        .secure = in_.message.secure,
        .request_id = in_.message.id,
        .date = shared.date(),
        .process_time = std::chrono::duration_cast<std::chrono::milliseconds>(shared.config.now() - in_.started),
    };
    return make_head(reply.status, reply.fields, facts);
}

core::task<std::unique_ptr<websocket>> http_exchange::upgrade(std::string subprotocol) {
    if (auto why = check_upgrade(in_.message, connection_.shared().config)) co_return co_await decline(std::move(*why));
    // Frames before the handshake's reply would have to be guessed at.
    if (connection_.holds_input() || !in_.http_1_1)
        co_return co_await decline({400, "VALIDATION_ERROR", "The WebSocket handshake is malformed."});
    begin(101);
    connection_.close_after_this();
    auto socket = co_await accept_websocket(connection_, in_.message, std::move(subprotocol));
    complete_ = socket != nullptr;
    co_return socket;
}

core::task<std::unique_ptr<websocket>> http_exchange::decline(refusal why) {
    co_await reply(to_response(why, in_.message.id));
    co_return nullptr;
}

}  // namespace net::server
