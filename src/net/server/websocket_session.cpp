#include "net/server/websocket_session.hpp"

#include "net/server/transport_stream.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket/error.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <boost/system/system_error.hpp>

#include <utility>

namespace net::server {

namespace beast = boost::beast;

namespace {

using beast_request = beast::http::request<beast::http::empty_body>;

constexpr auto ping_window = std::chrono::seconds(10);
constexpr int pings_per_window_max = 100;

beast_request to_beast(request const& r) {
    beast_request out(beast::http::verb::get, "/", 11);
    for (auto const& field : r.fields) out.insert(field.name, field.value);
    return out;
}

// One WebSocket on Beast. Text and limits of the protocol are Beast's; deadlines of writes are the connection's.
class websocket_session final : public websocket, public drain_observer {
public:
    explicit websocket_session(connection& on) : connection_(on), stream_(on.bytes()) {
        auto const& config = on.shared().config;
        beast::websocket::stream_base::timeout limits{};
        limits.handshake_timeout = config.header_timeout;
        limits.idle_timeout = config.websocket_timeout;
        limits.keep_alive_pings = true;
        stream_.set_option(limits);
        stream_.read_message_max(config.message_bytes_max);
        stream_.text(true);
        stream_.auto_fragment(false);
        stream_.control_callback([this](beast::websocket::frame_type kind, beast::string_view) {
            if (kind == beast::websocket::frame_type::ping) count_ping();
        });
        connection_.observe_drain(this);
    }

    ~websocket_session() override { connection_.observe_drain(nullptr); }

    core::task<error_code> accept(request const& r, std::string subprotocol) {
        stream_.set_option(
            beast::websocket::stream_base::decorator([&r, subprotocol](beast::websocket::response_type& reply) {
                reply.set("X-Request-Id", r.id);
                if (!subprotocol.empty()) reply.set(beast::http::field::sec_websocket_protocol, subprotocol);
            }));
        auto const handshake = to_beast(r);
        error_code failed;
        co_await stream_.async_accept(handshake, asio::redirect_error(asio::use_awaitable, failed));
        stream_.set_option(beast::websocket::stream_base::decorator([](beast::websocket::response_type&) {}));
        open_ = !failed;
        if (connection_.draining()) drain();
        co_return failed;
    }

    core::task<std::optional<websocket_message>> receive() override {
        websocket_message message;
        auto into = asio::dynamic_buffer(message.data);
        error_code failed;
        co_await stream_.async_read(into, asio::redirect_error(asio::use_awaitable, failed));
        if (failed) co_return std::nullopt;   // closed, cut, silent or hostile: Beast has sent the fitting close
        message.binary = stream_.got_binary();
        co_return message;
    }

    core::task<> send(std::string text) override {
        connection_.deadline = connection_.write_deadline(text.size());
        error_code failed;
        co_await stream_.async_write(asio::buffer(text), asio::redirect_error(asio::use_awaitable, failed));
        connection_.deadline = time_point::max();
        if (!failed) co_return;
        connection_.give_up(failed);
        throw boost::system::system_error(failed, "WebSocket write");
    }

    core::task<> close(unsigned code, std::string reason) override {
        if (!may_close()) co_return;
        beast::websocket::close_reason why(static_cast<beast::websocket::close_code>(code), beast::string_view(reason));
        error_code gone;   // the peer may have closed first
        co_await stream_.async_close(why, asio::redirect_error(asio::use_awaitable, gone));
    }

    void drain() override { start_close(beast::websocket::close_code::going_away); }

private:
    void start_close(beast::websocket::close_code why) {
        if (may_close()) stream_.async_close(why, [](error_code) {});   // receive() sees the outcome
    }

    // Beast takes no close before the handshake is done, and one after it.
    bool may_close() { return open_ && !std::exchange(closing_, true); }

    void count_ping() {
        auto const now = connection_.shared().config.now();
        if (now - window_start_ > ping_window) {
            window_start_ = now;
            pings_ = 0;
        }
        if (++pings_ > pings_per_window_max) start_close(beast::websocket::close_code::policy_error);
    }

    connection& connection_;
    beast::websocket::stream<transport_stream, false> stream_;
    time_point window_start_{};
    int pings_ = 0;
    bool open_ = false;
    bool closing_ = false;
};

}  // namespace

std::optional<refusal> check_upgrade(request const& r, http_config const& config) {
    auto const key = r.fields.get("sec-websocket-key");
    bool const handshake = r.method == "GET" && beast::websocket::is_upgrade(to_beast(r)) && key.size() == 24 &&
                           r.fields.get("sec-websocket-version") == "13";
    if (!handshake) return refusal{426, "VALIDATION_ERROR", "This address speaks WebSocket only."};
    auto const origin = r.fields.get("origin");
    if (origin.empty() && !r.fields.find("origin")) return std::nullopt;
    auto const own = std::string(r.secure ? "https://" : "http://").append(r.fields.get("host"));
    if (same_name(origin, own)) return std::nullopt;
    for (auto const& allowed : config.allowed_origins)
        if (same_name(origin, allowed)) return std::nullopt;
    return refusal{403, "FORBIDDEN", "Pages of this origin may not connect."};
}

core::task<std::unique_ptr<websocket>> accept_websocket(connection& on, request const& r, std::string subprotocol) {
    auto session = std::make_unique<websocket_session>(on);
    if (co_await session->accept(r, std::move(subprotocol))) co_return nullptr;
    co_return std::move(session);
}

}  // namespace net::server
