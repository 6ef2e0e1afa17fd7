#include "net/http_server.hpp"

#include "net/loops.hpp"
#include "net/server/listener.hpp"
#include "net/server/setup.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/system/system_error.hpp>
#include <fmt/format.h>

namespace net {

namespace {

using boost::asio::ip::tcp;
using boost::system::error_code;

core::error cannot_listen(std::string const& address, unsigned port, error_code why) {
    std::string reason = why.message();
    if (why == boost::asio::error::address_in_use)
        reason = "the port is taken by another program; stop it or choose another port";
    else if (why == boost::asio::error::access_denied) reason = "this port needs more rights; choose one above 1023";
    return {core::errc::unavailable, fmt::format("Can't listen on {}:{}: {}.", address, port, reason)};
}

// Sockets that share a port can't see that a stranger has it too, unless one asks without sharing.
error_code probe(tcp::endpoint const& at) {
    boost::asio::io_context io;
    tcp::acceptor alone(io);
    error_code failed;
    alone.open(at.protocol(), failed);
    if (!failed) alone.set_option(boost::asio::socket_base::reuse_address(true), failed);
    if (!failed) alone.bind(at, failed);
    if (!failed) alone.listen(1, failed);
    return failed;
}

}  // namespace

http_server::http_server(loops& on, http_config config, handler handle)
    : loops_(on), setup_(std::make_unique<server::setup>(std::move(config), std::move(handle))) {}

http_server::~http_server() = default;

core::result<std::uint16_t> http_server::listen(std::string const& address, std::uint16_t port) {
    error_code failed;
    auto const ip = boost::asio::ip::make_address(address == "localhost" ? "127.0.0.1" : address, failed);
    if (failed)
        return core::error{core::errc::unavailable, fmt::format("Can't listen on {}: it is no IP address.", address)};
    tcp::endpoint at(ip, port);
    if (port != 0) failed = probe(at);
    if (failed) return cannot_listen(address, port, failed);

    try {
        for (std::size_t i = 0; i < loops_.size(); ++i) {
            auto one = std::make_unique<server::listener>(loops_.context(i), *setup_);
            at = one->bind(at);
            listeners_.push_back(std::move(one));
        }
    } catch (boost::system::system_error const& e) {
        listeners_.clear();
        return cannot_listen(address, at.port(), e.code());
    }
    for (std::size_t i = 0; i < loops_.size(); ++i) loops_.run_on(i, [&] { listeners_[i]->start(); });
    return at.port();
}

std::size_t http_server::connections() const { return setup_->open_connections; }

void http_server::stop(std::chrono::milliseconds grace) {
    std::vector<std::unique_ptr<std::binary_semaphore>> ended;
    for (std::size_t i = 0; i < listeners_.size(); ++i) {
        auto& signal = *ended.emplace_back(std::make_unique<std::binary_semaphore>(0));
        loops_.run_on(i, [&] { listeners_[i]->stop(grace, signal); });
    }
    for (auto& signal : ended) signal->acquire();
    // The task that released the signal still has to leave its group: it does before the loop takes new work.
    for (std::size_t i = 0; i < listeners_.size(); ++i) loops_.run_on(i, [&] { listeners_[i].reset(); });
    listeners_.clear();
}

}  // namespace net
