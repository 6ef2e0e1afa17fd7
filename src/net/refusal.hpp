#pragma once

#include "net/http.hpp"

#include <string>
#include <string_view>

namespace net {

// Why a request never reached a handler, in the terms of the public error shape. The texts hold nothing of the request.
struct refusal {
    int status = 400;
    std::string_view code = "VALIDATION_ERROR";
    std::string message;

    bool operator==(refusal const&) const = default;
};

// The reply that says so: {"error": {...}} and X-Error-Code. `request_id` must hold no character that JSON would
// escape.
response to_response(refusal const& why, std::string_view request_id);

}  // namespace net
