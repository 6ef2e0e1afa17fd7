#pragma once

#include "core/error.hpp"
#include "net/http.hpp"

#include <string>
#include <string_view>

namespace api {

int to_status(core::errc code);

// The public shape {"error": {code, message, details, request_id}} with X-Error-Code, and Retry-After where one is
// known.
net::response error_response(core::error const& what, std::string_view request_id);

// The same for what has a status and code of its own, such as 405.
net::response error_response(int status, std::string_view code, std::string_view message, std::string_view request_id);

}  // namespace api
