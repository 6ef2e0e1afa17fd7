#pragma once

#include "core/error.hpp"
#include "net/http.hpp"
#include "net/refusal.hpp"

#include <string>
#include <string_view>

namespace api {

int to_status(core::errc code);

// The public shape {"error": {code, message, details, request_id}} with X-Error-Code, and Retry-After where one is
// known; on the paths of drop-in APIs the shape that their clients understand (dialect.hpp).
net::response error_response(core::error const& what, net::request const& to);

// The same for what has a status and code of its own, such as 405.
net::response error_response(int status, std::string_view code, std::string_view message, net::request const& to);

// The same for what never reached a handler.
net::response error_response(net::refusal const& why, net::request const& to);

}  // namespace api
