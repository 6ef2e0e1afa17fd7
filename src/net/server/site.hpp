#pragma once

#include "net/http_config.hpp"
#include "net/http.hpp"
#include "net/server/sweep.hpp"

#include <atomic>
#include <cstdint>
#include <ctime>
#include <string>
#include <string_view>

namespace net::server {

// What the connections of one loop share. Owned by its listener, which outlives them; used on the loop only.
class site {
public:
    // `config`, `handle` and `open_connections` are the server's and outlive the site.
    site(http_config const& config_, handler const& handle_, std::atomic<std::size_t>& open_connections_);

    // The Date field's value, made once a second.
    std::string_view date();
    // Unique, short and cheap: 72 random bits for the loop, then a count. No secret.
    std::string new_request_id();

    http_config const& config;
    handler const& handle;
    std::atomic<std::size_t>& open_connections;   // over all loops
    sweep deadlines;
    bool draining = false;

private:
    std::time_t date_second_ = 0;
    std::string date_;
    std::string id_prefix_;
    std::uint64_t id_count_ = 0;
};

// True for a request id worth repeating: 1 to 128 of [A-Za-z0-9._-].
bool is_sane_request_id(std::string_view id);

}  // namespace net::server
