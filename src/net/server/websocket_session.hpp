#pragma once

#include "net/http.hpp"
#include "net/refusal.hpp"
#include "net/server/connection.hpp"

#include <memory>
#include <optional>
#include <string>

namespace net::server {

// Why `r` can't become a WebSocket: no handshake (426), or one that a foreign page asked for (403). Browsers send
// Origin and can't be made to lie; programs send none.
std::optional<refusal> check_upgrade(request const& r, http_config const& config);

// Completes the handshake on `on`, which outlives the result; null when the client has gone. `config` bounds what it
// takes.
core::task<std::unique_ptr<websocket>> accept_websocket(connection& on, request const& r, std::string subprotocol);

}  // namespace net::server
