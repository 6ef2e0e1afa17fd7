#pragma once

#include "net/http.hpp"
#include "net/refusal.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace net {

// PEM files: the certificate with its chain, and its private key.
struct tls_files {
    std::string certificate_path;
    std::string key_path;
};

// What the HTTP server allows, and for how long. The defaults suit a server that faces the internet.
struct http_config {
    std::size_t header_bytes_max = 32 * 1024;        // request line and fields: 431 beyond
    std::size_t headers_max = 100;                   // 431 beyond
    std::size_t target_bytes_max = 8 * 1024;         // 414 beyond
    std::size_t body_bytes_max = 2 * 1024 * 1024;    // 413 beyond
    std::size_t message_bytes_max = 2 * 1024 * 1024; // of one WebSocket message: closed with 1009 beyond
    std::size_t connections_max = 16'000;            // over all loops; one more is answered 503 and closed

    std::chrono::milliseconds header_timeout{10'000};  // from a request's first byte to its last header
    std::chrono::milliseconds body_timeout{30'000};    // from there to the end of its body
    std::chrono::milliseconds idle_timeout{75'000};    // between two requests
    std::chrono::milliseconds write_timeout{30'000};   // for the client to take one write, and besides
    std::size_t write_bytes_per_second_min = 16 * 1024;  // the time that this rate gives its size
    std::chrono::milliseconds linger_timeout{2'000};   // for the client to take the last reply before the close
    std::chrono::milliseconds websocket_timeout{60'000};  // silence; a ping goes out at half of it

    // Deadlines are compared with this clock, every `sweep_interval`. Tests bring a clock of their own.
    std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
    std::chrono::milliseconds sweep_interval{500};

    std::vector<std::string> allowed_hosts;    // names without port; empty: any. Another is answered 421
    std::vector<std::string> allowed_origins;  // may open a WebSocket, besides the server's own origin
    std::vector<std::string> trusted_proxies;  // addresses or CIDRs whose X-Forwarded-* are believed
    // How a request that never reaches the handler is answered; empty: with to_response(). Of the request it has what
    // was read of it: perhaps no path, or the path as it came.
    std::function<response(refusal const&, request const&)> refusal_reply;
    std::optional<tls_files> tls;  // HTTPS instead of HTTP
};

}  // namespace net
