#pragma once

#include "net/http_config.hpp"
#include "net/server/transport.hpp"

#include <openssl/types.h>

#include <memory>

namespace net::server {

// The server's certificate and what it accepts: TLS 1.2 and newer, HTTP/1.1. Immutable, so that all loops share it.
class tls_context {
public:
    // Throws runtime_error with a sentence that names the file.
    explicit tls_context(tls_files const& files);
    ~tls_context();

    // A transport that shakes hands first.
    std::unique_ptr<transport> wrap(tcp_socket socket) const;

private:
    struct free_context {
        void operator()(SSL_CTX* context) const;
    };
    std::unique_ptr<SSL_CTX, free_context> context_;
};

}  // namespace net::server
