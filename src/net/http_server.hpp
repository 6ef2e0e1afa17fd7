#pragma once

#include "core/result.hpp"
#include "net/http.hpp"
#include "net/http_config.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace net {

class loops;

namespace server {
class listener;
struct setup;
}  // namespace server

// HTTP/1.1 and WebSocket on every loop. Each connection belongs to the loop that accepted it, and so does every call of
// the handler for it. Requests of one connection are answered one after another, in order.
class http_server {
public:
    // `on` and what `handle` names outlive the server. Throws runtime_error, naming the file or the row, when TLS
    // files or trusted proxies can't be used.
    http_server(loops& on, http_config config, handler handle);
    http_server(http_server const&) = delete;
    ~http_server();  // stop() was called, or listen() never succeeded

    // Accepts connections on `address` (an IP address, or "localhost") and returns the port; 0 lets the system choose.
    // Call it once. Fails with errc::unavailable and a sentence for the operator, for example when the port is taken.
    core::result<std::uint16_t> listen(std::string const& address, std::uint16_t port);

    // Stops accepting, closes idle connections, lets running exchanges finish until `grace` is over, cuts the rest.
    // Returns when every connection is gone. Call it while the loops run, from a thread that is none of theirs.
    void stop(std::chrono::milliseconds grace);

    // Open now, over all loops. Thread-safe.
    std::size_t connections() const;

private:
    loops& loops_;
    std::unique_ptr<server::setup> setup_;
    std::vector<std::unique_ptr<server::listener>> listeners_;
};

}  // namespace net
