#include "support/fake_provider.hpp"

#include "core/task.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/system/system_error.hpp>
#include <fmt/format.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace support {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr std::chrono::seconds patience{5};

std::size_t content_length(std::string_view head) {
    constexpr std::string_view name = "\r\nContent-Length: ";
    auto const at = head.find(name);
    return at == head.npos ? 0 : std::stoul(std::string(head.substr(at + name.size(), 12)));
}

// Whether the client can tell the end of this reply without the connection being closed.
bool ends_by_itself(script const& steps) {
    for (auto const& one : steps)
        if (one.what == step::kind::close || one.what == step::kind::reset) return false;
    auto const& head = steps.empty() ? std::string() : steps.front().bytes;
    return head.find("\r\nContent-Length: ") != head.npos || head.find("\r\nTransfer-Encoding: chunked") != head.npos;
}

}  // namespace

step send(std::string bytes) { return {step::kind::send, std::move(bytes)}; }
step gate() { return {step::kind::gate}; }
step hang() { return {step::kind::hang}; }
step close() { return {step::kind::close}; }
step reset() { return {step::kind::reset}; }

std::string stream_head() { return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"; }
std::string chunked_stream_head() {
    return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
}
std::string chunk(std::string_view bytes) { return fmt::format("{:x}\r\n{}\r\n", bytes.size(), bytes); }
std::string text_event(std::string_view text) {
    return fmt::format("data: {{\"choices\":[{{\"index\":0,\"delta\":{{\"content\":\"{}\"}}}}]}}\n\n", text);
}
std::string finish_event(std::string_view why) {
    return fmt::format("data: {{\"choices\":[{{\"index\":0,\"delta\":{{}},\"finish_reason\":\"{}\"}}]}}\n\n", why);
}
std::string usage_event(int prompt_tokens, int completion_tokens) {
    return fmt::format("data: {{\"choices\":[],\"usage\":{{\"prompt_tokens\":{},\"completion_tokens\":{}}}}}\n\n",
                       prompt_tokens, completion_tokens);
}
std::string done_event() { return "data: [DONE]\n\n"; }
std::string whole_reply(int status, std::string_view body, std::string_view more_fields) {
    return fmt::format("HTTP/1.1 {} Status\r\nContent-Type: application/json\r\nContent-Length: {}\r\n{}\r\n{}", status,
                       body.size(), more_fields, body);
}

struct fake_provider::server {
    asio::io_context io;
    tcp::acceptor acceptor{io, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
    asio::steady_timer gate_opened{io, asio::steady_timer::time_point::max()};
    int gates_open = 0;   // only on io's thread

    mutable std::mutex mutex;   // guards all below
    std::condition_variable changed;
    std::deque<script> scripts;
    std::vector<received_request> requests;
    int connections = 0;
    int departed = 0;
    std::thread thread;

    core::task<> listen();
    core::task<> serve(tcp::socket socket);
    core::task<bool> play(tcp::socket& socket, script const& steps);
    core::task<> pass_gate();
    script next_script(received_request received);

    template <class Condition>
    bool wait_for(Condition condition) {
        std::unique_lock lock(mutex);
        return changed.wait_for(lock, patience, condition);
    }
};

core::task<> fake_provider::server::listen() {
    for (;;) {
        auto socket = co_await acceptor.async_accept(asio::use_awaitable);
        socket.set_option(tcp::no_delay(true));
        {
            std::lock_guard const lock(mutex);
            ++connections;
        }
        asio::co_spawn(io, serve(std::move(socket)), [](std::exception_ptr) {});  // a client that leaves is no fault
    }
}

core::task<> fake_provider::server::serve(tcp::socket socket) {
    std::string buffer;
    for (;;) {
        auto const head_bytes =
            co_await asio::async_read_until(socket, asio::dynamic_buffer(buffer), "\r\n\r\n", asio::use_awaitable);
        received_request got{.head = buffer.substr(0, head_bytes), .body = {}};
        auto const body_bytes = content_length(got.head);
        auto const missing = head_bytes + body_bytes - std::min(buffer.size(), head_bytes + body_bytes);
        co_await asio::async_read(socket, asio::dynamic_buffer(buffer), asio::transfer_exactly(missing),
                                  asio::use_awaitable);
        got.body = buffer.substr(head_bytes, body_bytes);
        buffer.erase(0, head_bytes + body_bytes);
        auto const steps = next_script(std::move(got));
        if (!co_await play(socket, steps) || !ends_by_itself(steps)) co_return;
    }
}

// False once the connection is gone.
core::task<bool> fake_provider::server::play(tcp::socket& socket, script const& steps) {
    for (auto const& one : steps) {
        switch (one.what) {
        case step::kind::send:  co_await asio::async_write(socket, asio::buffer(one.bytes), asio::use_awaitable); break;
        case step::kind::gate:  co_await pass_gate(); break;
        case step::kind::close: co_return false;
        case step::kind::reset: socket.set_option(asio::socket_base::linger(true, 0)); co_return false;
        case step::kind::hang:
            try {
                char byte;
                co_await asio::async_read(socket, asio::buffer(&byte, 1), asio::use_awaitable);
            } catch (boost::system::system_error const&) {
                std::lock_guard const lock(mutex);
                ++departed;
                changed.notify_all();
            }
            co_return false;
        }
    }
    co_return true;
}

core::task<> fake_provider::server::pass_gate() {
    while (gates_open == 0) {
        boost::system::error_code opened;
        co_await gate_opened.async_wait(asio::redirect_error(asio::use_awaitable, opened));
    }
    --gates_open;
}

script fake_provider::server::next_script(received_request received) {
    std::lock_guard const lock(mutex);
    requests.push_back(std::move(received));
    changed.notify_all();
    if (scripts.empty()) return {send(whole_reply(500, "no script"))};
    auto out = scripts.front();
    if (scripts.size() > 1) scripts.pop_front();
    return out;
}

fake_provider::fake_provider() : server_(std::make_unique<server>()) {
    asio::co_spawn(server_->io, server_->listen(), [](std::exception_ptr) {});
    server_->thread = std::thread([this] { server_->io.run(); });
}

fake_provider::~fake_provider() {
    server_->io.stop();
    server_->thread.join();
}

std::string fake_provider::url() const {
    return fmt::format("http://127.0.0.1:{}", server_->acceptor.local_endpoint().port());
}

void fake_provider::answer(script steps) {
    std::lock_guard const lock(server_->mutex);
    server_->scripts.push_back(std::move(steps));
}

void fake_provider::open_gate() {
    asio::post(server_->io, [this] {
        ++server_->gates_open;
        server_->gate_opened.cancel();
    });
}

std::vector<received_request> fake_provider::requests() const {
    std::lock_guard const lock(server_->mutex);
    return server_->requests;
}

int fake_provider::connections() const {
    std::lock_guard const lock(server_->mutex);
    return server_->connections;
}

bool fake_provider::client_left() {
    return server_->wait_for([&] { return server_->departed > 0; });
}

bool fake_provider::received(std::size_t count) {
    return server_->wait_for([&] { return server_->requests.size() >= count; });
}

}  // namespace support
