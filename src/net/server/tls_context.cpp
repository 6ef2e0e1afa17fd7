#include "net/server/tls_context.hpp"

#include "net/server/tls_transport.hpp"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <cerrno>
#include <fstream>
#include <stdexcept>

namespace net::server {

namespace {

void require_readable(std::string const& path, char const* what) {
    if (std::ifstream(path).good()) return;
    throw std::runtime_error(fmt::format("Can't read the {} {}: {}.", what, path,
                                         std::system_category().message(errno)));
}

[[noreturn]] void fail(std::string const& path, char const* why) {
    std::array<char, 160> detail{};
    ERR_error_string_n(ERR_get_error(), detail.data(), detail.size());
    ERR_clear_error();
    throw std::runtime_error(fmt::format("{} {} ({}).", path, why, detail.data()));
}

// Clients that name protocols get HTTP/1.1; those that don't name it are told so in the handshake.
int choose_protocol(SSL*, unsigned char const** out, unsigned char* out_size, unsigned char const* in, unsigned in_size,
                    void*) {
    static constexpr unsigned char ours[] = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
    unsigned char* chosen = nullptr;
    if (SSL_select_next_proto(&chosen, out_size, ours, sizeof ours, in, in_size) != OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_ALERT_FATAL;
    *out = chosen;
    return SSL_TLSEXT_ERR_OK;
}

}  // namespace

void tls_context::free_context::operator()(SSL_CTX* context) const { SSL_CTX_free(context); }

tls_context::tls_context(tls_files const& files) : context_(SSL_CTX_new(TLS_server_method())) {
    auto* const context = context_.get();
    if (!context) throw std::runtime_error("OpenSSL can't make a TLS context.");
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_mode(context,
                     SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);

    require_readable(files.certificate_path, "certificate");
    require_readable(files.key_path, "private key");
    if (SSL_CTX_use_certificate_chain_file(context, files.certificate_path.c_str()) != 1)
        fail(files.certificate_path, "holds no certificate in PEM form");
    if (SSL_CTX_use_PrivateKey_file(context, files.key_path.c_str(), SSL_FILETYPE_PEM) != 1)
        fail(files.key_path, "holds no private key in PEM form that fits the certificate");
}

tls_context::~tls_context() = default;

std::unique_ptr<transport> tls_context::wrap(tcp_socket socket) const {
    return std::make_unique<tls_transport>(std::move(socket), context_.get());
}

}  // namespace net::server
