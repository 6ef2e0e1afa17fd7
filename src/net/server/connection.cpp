#include "net/server/connection.hpp"

#include "core/log.hpp"
#include "net/head_check.hpp"
#include "net/server/exchange.hpp"
#include "net/server/request_reader.hpp"
#include "net/target.hpp"

#include <boost/asio/this_coro.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/system/system_error.hpp>

#include <exception>

#include <poll.h>

namespace net::server {

using namespace std::string_view_literals;

namespace {

constexpr std::size_t head_read_bytes = 4 * 1024;
constexpr std::size_t body_read_bytes = 16 * 1024;
constexpr std::size_t linger_bytes_max = 512 * 1024;

refusal const too_late{408, "REQUEST_TIMEOUT", "The request took too long to arrive."};
refusal const malformed{400, "VALIDATION_ERROR", "The request is malformed."};

std::string_view without_port(std::string_view host) {
    auto const colon = host.rfind(':');
    auto const bracket = host.rfind(']');
    if (colon == host.npos || (bracket != host.npos && bracket > colon)) return host;
    return host.substr(0, colon);
}

bool allows_host(http_config const& config, std::string_view host) {
    if (config.allowed_hosts.empty()) return true;
    return std::ranges::any_of(config.allowed_hosts,
                               [&](auto const& allowed) { return same_name(allowed, without_port(host)); });
}

bool expects_continue(request const& r) { return same_name(r.fields.get("expect"), "100-continue"); }

std::string what_failed(std::exception_ptr failure) {
    try {
        std::rethrow_exception(failure);
    } catch (std::exception const& e) {
        return e.what();
    } catch (...) {
        return "an exception of unknown type";
    }
}

}  // namespace

connection::connection(site& on, std::unique_ptr<transport> bytes, std::string peer)
    : site_(on), bytes_(std::move(bytes)), peer_(std::move(peer)),
      buffer_(on.config.header_bytes_max + body_read_bytes) {
    site_.deadlines.add(*this);
    ++site_.server.open_connections;
}

connection::~connection() { --site_.server.open_connections; }

core::task<> connection::run() {
    deadline = site_.config.now() + site_.config.header_timeout;
    if (co_await shake_hands(*bytes_)) co_return;
    for (;;) {
        if (buffer_.size() == 0 && !bytes_->holds_bytes()) {
            idle_ = true;
            deadline = site_.config.now() + site_.config.idle_timeout;
            auto const ended = co_await wait_for(*bytes_, attempt::outcome::want_read);
            idle_ = false;
            if (ended || late_ || closing_) {
                bytes_->end_of_stream();
                co_return;
            }
        }
        if (late_ || closing_ || !co_await serve_one()) break;
    }
    co_await linger();
}

core::task<bool> connection::serve_one() {
    incoming in;
    in.started = site_.config.now();
    deadline = in.started + site_.config.header_timeout;
    auto const end = co_await read_request(in);
    deadline = time_point::max();
    release_buffer();   // an answer may take minutes
    if (end == reading::gone) co_return false;
    if (in.message.id.empty()) in.message.id = site_.new_request_id();
    if (end == reading::refused) {
        co_await send_refusal(in);
        co_return false;
    }

    http_exchange exchange(*this, in);
    std::exception_ptr failure;
    try {
        co_await site_.server.handle(in.message, exchange);
    } catch (...) {
        failure = std::current_exception();
    }
    auto const cancelled = (co_await asio::this_coro::cancellation_state).cancelled();
    if (failure && cancelled != asio::cancellation_type::none) std::rethrow_exception(failure);
    if (failure && !broken_)
        core::log(core::level::error, "http", what_failed(failure), {{"request_id", std::string_view(in.message.id)}});
    if (exchange.untouched() && !broken_) {
        why_ = {500, "INTERNAL_ERROR", "Something went wrong on our side. The log has the details."};
        co_await send_refusal(in);
        co_return false;
    }
    write_log(in, exchange.status());
    if (!exchange.complete()) reset();
    co_return exchange.complete() && exchange.keeps_alive();
}

core::task<connection::reading> connection::read_request(incoming& into) {
    auto end = co_await read_head(into);
    if (end != reading::done) co_return end;

    request_reader reader(into.message, site_.config.header_bytes_max, site_.config.body_bytes_max);
    error_code failed;
    buffer_.consume(reader.put(buffer_.data(), failed));
    if (failed && failed != boost::beast::http::error::need_more) {
        into.message.path = reader.raw_target().substr(0, reader.raw_target().find('?'));   // for the refusal only
        co_return refuse(to_refusal(failed));
    }
    end = accept_head(reader, into);
    if (end == reading::done && !reader.is_done()) end = co_await read_body(reader, into);
    co_return end;
}

core::task<connection::reading> connection::read_head(incoming& into) {
    auto const& config = site_.config;
    head_check check({config.header_bytes_max, config.headers_max, config.target_bytes_max});
    for (;;) {
        auto const seen = std::string_view(static_cast<char const*>(buffer_.data().data()), buffer_.size());
        auto const state = check.advance(seen);
        if (state == head_check::state::complete) break;
        if (state == head_check::state::refused) co_return refuse(check.why());
        if (!co_await fill(head_read_bytes)) co_return buffer_.size() == 0 ? reading::gone : cut_short();
    }
    into.http_1_1 = check.http_1_1();
    co_return reading::done;
}

connection::reading connection::accept_head(request_reader const& reader, incoming& into) {
    auto& message = into.message;
    into.keep_alive = reader.keep_alive();
    message.secure = bytes_->secure();
    message.remote_address = peer_;
    site_.server.proxies.apply(message);
    if (auto const id = message.fields.get("x-request-id"); is_sane_request_id(id)) message.id = id;

    auto const host = message.fields.get("host");
    if (!allows_host(site_.config, host))
        return refuse({421, "MISDIRECTED_REQUEST", "This server does not answer for that host."});
    auto parsed = parse_target(reader.raw_target(), host);
    if (!parsed) return refuse({400, "VALIDATION_ERROR", parsed.error().message});
    if (parsed->path == "*" && message.method != "OPTIONS") return refuse(malformed);
    message.path = std::move(parsed->path);
    message.query = std::move(parsed->query);

    if (auto const coding = message.fields.get("content-encoding", "identity"); !same_name(coding, "identity"))
        return refuse({415, "UNSUPPORTED_MEDIA_TYPE", "Send the body without Content-Encoding."});
    if (message.fields.find("expect") && !expects_continue(message))
        return refuse({417, "EXPECTATION_FAILED", "The only expectation that is met is 100-continue."});
    return reading::done;
}

core::task<connection::reading> connection::read_body(request_reader& reader, incoming& into) {
    deadline = site_.config.now() + site_.config.body_timeout;
    if (expects_continue(into.message) && into.http_1_1 && buffer_.size() == 0)
        if (co_await send("HTTP/1.1 100 Continue\r\n\r\n"sv)) co_return reading::gone;
    while (!reader.is_done()) {
        // A chunk's size line or the trailers, which the parser wants whole: the head's limit holds for them too.
        if (buffer_.size() > site_.config.header_bytes_max) co_return refuse(malformed);
        if (!co_await fill(body_read_bytes)) co_return cut_short();
        error_code failed;
        buffer_.consume(reader.put(buffer_.data(), failed));
        if (failed && failed != boost::beast::http::error::need_more) co_return refuse(to_refusal(failed));
    }
    co_return reading::done;
}

void connection::release_buffer() {
    if (buffer_.size() == 0 && buffer_.capacity() > 0) site_.spare_buffer = std::move(buffer_);
}

core::task<bool> connection::fill(std::size_t bytes) {
    if (buffer_.capacity() == 0 && site_.spare_buffer.capacity() > 0) buffer_ = std::move(site_.spare_buffer);
    auto const space = buffer_.prepare(std::min(bytes, buffer_.max_size() - buffer_.size()));
    auto const got = co_await read_some(*bytes_, {static_cast<char*>(space.data()), space.size()});
    buffer_.commit(got.bytes);
    co_return got.bytes > 0 && !late_;
}

connection::reading connection::cut_short() { return late_ ? refuse(too_late) : reading::gone; }

connection::reading connection::refuse(refusal why) {
    why_ = std::move(why);
    return reading::refused;
}

core::task<> connection::send_refusal(incoming const& in) {
    late_ = false;  // the deadline that led here is answered; sending has one of its own
    closing_ = true;
    http_exchange exchange(*this, in);
    auto const& shape = site_.config.refusal_reply;
    co_await exchange.reply(shape ? shape(why_, in.message) : to_response(why_, in.message.id));
    write_log(in, why_.status);
}

core::task<error_code> connection::send(pieces what) {
    auto const before = deadline;
    bool waited = false;
    while (!what.empty() && !broken_) {
        auto const a = bytes_->write(what);
        if (a.now == attempt::outcome::done) {
            what.consume(a.bytes);
            continue;
        }
        broken_ = a.now == attempt::outcome::closed ? asio::error::broken_pipe : a.error;
        if (broken_) break;
        if (!waited) deadline = write_deadline(what.size());
        waited = true;
        broken_ = co_await wait_for(*bytes_, a.now);
        if (late_) broken_ = asio::error::timed_out;
    }
    deadline = before;
    co_return broken_;
}

time_point connection::write_deadline(std::size_t bytes) const {
    auto const& config = site_.config;
    auto const transfer = std::chrono::seconds(bytes / config.write_bytes_per_second_min);
    return config.now() + config.write_timeout + transfer;
}

core::task<> connection::linger() {
    if (broken_ || late_) co_return;
    // Closing while input is unread makes the kernel discard what the client has not taken yet.
    bytes_->end_of_stream();
    deadline = site_.config.now() + site_.config.linger_timeout;
    buffer_.clear();
    for (std::size_t dropped = 0; dropped < linger_bytes_max;) {
        auto const space = buffer_.prepare(head_read_bytes);
        auto const got = co_await read_some(*bytes_, {static_cast<char*>(space.data()), space.size()});
        if (got.bytes == 0) break;
        dropped += got.bytes;
    }
}

void connection::reset() {
    error_code ignored;  // a socket that can't be reset is closed anyway
    bytes_->socket().set_option(asio::socket_base::linger(true, 0), ignored);
    if (!broken_) broken_ = asio::error::connection_aborted;
}

void connection::expired() {
    late_ = true;
    error_code ignored;
    bytes_->socket().cancel(ignored);
}

void connection::drain() {
    draining_ = closing_ = true;
    error_code ignored;
    if (idle_) bytes_->socket().cancel(ignored);
    if (observer_) observer_->drain();
}

bool connection::peer_closed() {
    pollfd state{bytes_->socket().native_handle(), POLLRDHUP, 0};
    return broken_ || (::poll(&state, 1, 0) == 1 && (state.revents & (POLLRDHUP | POLLHUP | POLLERR)));
}

void connection::write_log(incoming const& in, int status) {
    if (!core::log_enabled(core::level::debug)) return;
    auto const took = std::chrono::duration<double, std::milli>(site_.config.now() - in.started).count();
    core::log(core::level::debug, "http", "request",
              {{"request_id", std::string_view(in.message.id)},
               {"method", std::string_view(in.message.method)},
               {"path", std::string_view(in.message.path)},
               {"status", std::int64_t(status)},
               {"ms", took}});
}

}  // namespace net::server
