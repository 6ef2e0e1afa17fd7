#include "net/server/listener.hpp"

#include "core/async.hpp"
#include "core/log.hpp"
#include "net/server/connection.hpp"

#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace net::server {

namespace {

using reuse_port = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;
constexpr auto accept_pause = std::chrono::milliseconds(100);   // after running out of descriptors
constexpr std::string_view full =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

}  // namespace

listener::listener(asio::io_context& loop, setup& server)
    : loop_(loop), site_(server), acceptor_(loop), connections_(loop.get_executor()), services_(loop.get_executor()),
      closing_(loop.get_executor()) {}

asio::ip::tcp::endpoint listener::bind(asio::ip::tcp::endpoint at) {
    acceptor_.open(at.protocol());
    acceptor_.set_option(asio::socket_base::reuse_address(true));
    acceptor_.set_option(reuse_port(true));
    acceptor_.set_option(asio::ip::tcp::no_delay(true));   // accepted sockets inherit it
    if (at.address().is_v6()) acceptor_.set_option(asio::ip::v6_only(false));
    acceptor_.bind(at);
    acceptor_.listen(4096);
    return acceptor_.local_endpoint();
}

void listener::start() {
    core::spawn(services_, "http accept", [this] { return accept(); });
    core::spawn(services_, "http deadlines", [this] { return look_after_deadlines(); });
}

core::task<> listener::accept() {
    while (acceptor_.is_open()) co_await accept_one();
}

core::task<> listener::accept_one() {
    tcp_socket socket(loop_);
    asio::ip::tcp::endpoint peer;
    error_code failed;
    co_await acceptor_.async_accept(socket, peer, asio::redirect_error(asio::use_awaitable, failed));
    if (!failed) {
        admit(std::move(socket), peer);
    } else if (failed != asio::error::operation_aborted && failed != asio::error::connection_aborted) {
        core::log(core::level::warning, "http", "can't accept", {{"error", std::string_view(failed.message())}});
        asio::steady_timer pause(loop_, accept_pause);
        co_await pause.async_wait(asio::use_awaitable);
    }
}

void listener::admit(tcp_socket socket, asio::ip::tcp::endpoint const& peer) {
    if (site_.server.open_connections >= site_.config.connections_max) {
        plain_transport(std::move(socket)).write({full});
        return;
    }
    std::unique_ptr<transport> bytes;
    if (site_.server.tls) bytes = site_.server.tls->wrap(std::move(socket));
    else bytes = std::make_unique<plain_transport>(std::move(socket));
    auto one = std::make_unique<connection>(site_, std::move(bytes), peer.address().to_string());
    auto serve = [one = std::move(one)] { return one->run(); };
    core::spawn(connections_, "http", std::move(serve));
}

core::task<> listener::look_after_deadlines() {
    asio::steady_timer timer(loop_);
    for (;;) {
        timer.expires_after(site_.config.sweep_interval);
        co_await timer.async_wait(asio::use_awaitable);
        site_.deadlines.run(site_.config.now());
    }
}

void listener::stop(std::chrono::milliseconds grace, std::binary_semaphore& ended) {
    error_code ignored;
    acceptor_.close(ignored);
    core::spawn(closing_, "http stop", [this, grace, &ended] { return wind_down(grace, ended); });
}

core::task<> listener::wind_down(std::chrono::milliseconds grace, std::binary_semaphore& ended) {
    site_.deadlines.drain();
    asio::steady_timer patience(loop_, grace);
    patience.async_wait([this](error_code aborted) {
        if (aborted) return;
        site_.deadlines.cut();
        connections_.cancel();
    });
    co_await connections_.wait();
    patience.cancel();
    services_.cancel();
    co_await services_.wait();
    ended.release();
}

}  // namespace net::server
