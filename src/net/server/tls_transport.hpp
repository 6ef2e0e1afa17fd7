#pragma once

#include "net/server/transport.hpp"

#include <openssl/types.h>

#include <memory>

namespace net::server {

// TLS straight on the socket: OpenSSL frees its record buffers between records, so that an idle connection holds none.
class tls_transport final : public transport {
public:
    tls_transport(tcp_socket socket, SSL_CTX* context);
    ~tls_transport() override;

    attempt handshake() override;
    attempt read(std::span<char> into) override;
    attempt write(pieces const& what) override;
    void end_of_stream() override;
    bool holds_bytes() const override;
    bool secure() const override { return true; }

private:
    struct free_ssl {
        void operator()(SSL* ssl) const;
    };

    attempt from_ssl(int result);

    std::unique_ptr<SSL, free_ssl> ssl_;
    bool broken_ = false;  // after a fatal error OpenSSL must not be asked for anything more
};

}  // namespace net::server
