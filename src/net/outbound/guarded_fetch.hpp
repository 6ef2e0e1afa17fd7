#pragma once

#include "net/http_client.hpp"
#include "net/outbound/outbound_guard.hpp"

#include <string>

namespace net {

struct fetch_limits {
    int redirects_max = 3;
    std::size_t body_bytes_max = 1 << 20;
};

struct fetched {
    int status = 0;
    headers fields{};
    std::string body{};
    std::string url{};   // where the reply came from in the end
};

// Sends one request to an address that somebody else chose, and reads the whole reply. Redirects are followed here,
// each checked like the first: never from https to http, without credentials on another origin, and a body goes to no
// other origin at all. `request.total_timeout` is for everything. Fails like http_client::open, with errc::forbidden
// where the guard refuses, and with errc::upstream_failed when the reply is larger than allowed or compressed, which
// nobody asked for. `client` and `guard` outlive the task.
core::task<core::result<fetched>> guarded_fetch(http_client& client, outbound_guard const& guard,
                                                client_request request, fetch_limits limits = {});

}  // namespace net
