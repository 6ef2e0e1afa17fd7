#pragma once

#include "net/http.hpp"
#include "net/http_config.hpp"
#include "net/server/tls_context.hpp"
#include "net/server/trusted_proxies.hpp"

#include <atomic>
#include <cstddef>
#include <optional>

namespace net::server {

// What all loops of one server share. Fixed at start but for the count.
struct setup {
    // Throws runtime_error for files and addresses that can't be used.
    setup(http_config config_, handler handle_)
        : config(std::move(config_)), handle(std::move(handle_)), proxies(config.trusted_proxies) {
        if (config.tls) tls.emplace(*config.tls);
    }

    http_config const config;
    handler const handle;
    trusted_proxies const proxies;
    std::optional<tls_context> tls;
    std::atomic<std::size_t> open_connections{0};   // over all loops
};

}  // namespace net::server
