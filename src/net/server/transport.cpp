#include "net/server/transport.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cerrno>
#include <sys/socket.h>
#include <sys/uio.h>

namespace net::server {

namespace {

attempt from_errno(attempt::outcome when_blocked) {
    if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) return {when_blocked};
    return {attempt::outcome::failed, 0, error_code(errno, boost::system::system_category())};
}

}  // namespace

void pieces::consume(std::size_t bytes) {
    for (auto& p : part) {
        auto const n = std::min(bytes, p.size());
        p.remove_prefix(n);
        bytes -= n;
    }
}

void transport::end_of_stream() {
    error_code ignored;   // a peer that is gone needs no telling
    socket_.shutdown(tcp_socket::shutdown_send, ignored);
}

attempt plain_transport::read(std::span<char> into) {
    auto const n = ::recv(socket().native_handle(), into.data(), into.size(), MSG_DONTWAIT);
    if (n < 0) return from_errno(attempt::outcome::want_read);
    if (n == 0) return {attempt::outcome::closed};
    return {attempt::outcome::done, static_cast<std::size_t>(n)};
}

attempt plain_transport::write(pieces const& what) {
    std::array<iovec, 3> vectors;
    std::size_t count = 0;
    for (auto const p : what.part)
        if (!p.empty()) vectors[count++] = {const_cast<char*>(p.data()), p.size()};
    msghdr message{};
    message.msg_iov = vectors.data();
    message.msg_iovlen = count;
    auto const n = ::sendmsg(socket().native_handle(), &message, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (n < 0) return from_errno(attempt::outcome::want_write);
    return {attempt::outcome::done, static_cast<std::size_t>(n)};
}

core::task<error_code> wait_for(transport& on, attempt::outcome want) {
    auto const what = want == attempt::outcome::want_read ? tcp_socket::wait_read : tcp_socket::wait_write;
    error_code failed;
    co_await on.socket().async_wait(what, asio::redirect_error(asio::use_awaitable, failed));
    co_return failed;
}

core::task<read_result> read_some(transport& from, std::span<char> into) {
    for (;;) {
        auto const a = from.read(into);
        if (a.now == attempt::outcome::done) co_return read_result{a.bytes};
        if (a.now == attempt::outcome::closed) co_return read_result{};
        if (a.now == attempt::outcome::failed) co_return read_result{0, a.error};
        if (auto const failed = co_await wait_for(from, a.now)) co_return read_result{0, failed};
    }
}

core::task<error_code> shake_hands(transport& with) {
    for (;;) {
        auto const a = with.handshake();
        if (a.now == attempt::outcome::done) co_return error_code();
        if (a.now == attempt::outcome::failed) co_return a.error;
        if (a.now == attempt::outcome::closed) co_return asio::error::eof;
        if (auto const failed = co_await wait_for(with, a.now)) co_return failed;
    }
}

}  // namespace net::server
