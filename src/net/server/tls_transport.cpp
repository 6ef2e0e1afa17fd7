#include "net/server/tls_transport.hpp"

#include <boost/asio/ssl/error.hpp>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <cerrno>

namespace net::server {

namespace {

constexpr std::size_t record_bytes = 16 * 1024;

}  // namespace

void tls_transport::free_ssl::operator()(SSL* ssl) const { SSL_free(ssl); }

tls_transport::tls_transport(tcp_socket socket, SSL_CTX* context)
    : transport(std::move(socket)), ssl_(SSL_new(context)) {
    if (!ssl_) throw std::bad_alloc();
    transport::socket().native_non_blocking(true);
    SSL_set_fd(ssl_.get(), transport::socket().native_handle());
}

tls_transport::~tls_transport() = default;

attempt tls_transport::handshake() {
    ERR_clear_error();
    auto const result = SSL_accept(ssl_.get());
    if (result == 1) return {};
    return from_ssl(result);
}

attempt tls_transport::read(std::span<char> into) {
    if (broken_) return {attempt::outcome::closed};
    ERR_clear_error();
    std::size_t bytes = 0;
    auto const result = SSL_read_ex(ssl_.get(), into.data(), into.size(), &bytes);
    if (result == 1) return {attempt::outcome::done, bytes};
    return from_ssl(result);
}

attempt tls_transport::write(pieces const& what) {
    if (broken_) return {attempt::outcome::closed};
    // One record for head and body. A retry offers the same bytes again, as OpenSSL demands.
    std::string joined;
    for (auto const p : what.part) joined.append(p.substr(0, record_bytes - joined.size()));
    ERR_clear_error();
    std::size_t bytes = 0;
    auto const result = SSL_write_ex(ssl_.get(), joined.data(), joined.size(), &bytes);
    if (result == 1) return {attempt::outcome::done, bytes};
    return from_ssl(result);
}

void tls_transport::end_of_stream() {
    if (!broken_) SSL_shutdown(ssl_.get());   // one attempt: a client that does not read loses only the farewell
    ERR_clear_error();
    transport::end_of_stream();
}

bool tls_transport::holds_bytes() const { return SSL_has_pending(ssl_.get()) == 1; }

attempt tls_transport::from_ssl(int result) {
    auto const system = errno;
    switch (SSL_get_error(ssl_.get(), result)) {
    case SSL_ERROR_WANT_READ:   return {attempt::outcome::want_read};
    case SSL_ERROR_WANT_WRITE:  return {attempt::outcome::want_write};
    case SSL_ERROR_ZERO_RETURN: return {attempt::outcome::closed};
    case SSL_ERROR_SYSCALL:
        broken_ = true;
        if (system == 0) return {attempt::outcome::closed};
        return {attempt::outcome::failed, 0, error_code(system, boost::system::system_category())};
    default:
        broken_ = true;
        return {attempt::outcome::failed, 0,
                error_code(static_cast<int>(ERR_get_error()), asio::error::get_ssl_category())};
    }
}

}  // namespace net::server
