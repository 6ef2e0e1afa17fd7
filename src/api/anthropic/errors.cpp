#include "api/anthropic/errors.hpp"

#include "api/errors.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace api::anthropic {

namespace json = boost::json;

namespace {

char const* type_of(int status) {
    switch (status) {
    case 401: return "authentication_error";
    case 403: return "permission_error";
    case 404:
    case 410: return "not_found_error";
    case 413: return "request_too_large";
    case 429: return "rate_limit_error";
    case 504: return "timeout_error";
    case 529: return "overloaded_error";
    default:  return status < 500 ? "invalid_request_error" : "api_error";
    }
}

}  // namespace

int status_of(core::error const& what) {
    switch (what.code) {
    case core::errc::context_too_long:
    case core::errc::content_filtered: return 400;
    case core::errc::unavailable:      return 529;
    default:                           return to_status(what.code);
    }
}

std::string error_body(int status, std::string_view message, std::string_view request_id) {
    return json::serialize(json::object{{"type", "error"},
                                        {"error", json::object{{"type", type_of(status)}, {"message", message}}},
                                        {"request_id", request_id}});
}

std::string error_body(core::error const& what, std::string_view request_id) {
    return error_body(status_of(what), what.message.empty() ? "The request failed." : what.message, request_id);
}

}  // namespace api::anthropic
