#pragma once

#include "core/result.hpp"
#include "core/task.hpp"
#include "net/http_client.hpp"

#include <string>

namespace cli {

struct fetched {
    int status = 0;
    net::headers fields{};
    std::string body{};
};

// Sends one request and reads the whole reply, of at most a megabyte. Fails like net::http_client::open; a larger body
// is errc::upstream_failed. `client` outlives the task.
core::task<core::result<fetched>> fetch(net::http_client& client, net::client_request request);

}  // namespace cli
