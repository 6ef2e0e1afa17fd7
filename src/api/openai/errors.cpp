#include "api/openai/errors.hpp"

#include "api/errors.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace api::openai {

namespace json = boost::json;

namespace {

struct kind {
    char const* type;
    char const* code;
};

kind kind_of(core::errc code) {
    using core::errc;
    switch (code) {
    case errc::invalid_input:          return {"invalid_request_error", "invalid_value"};
    case errc::unauthorized:           return {"invalid_request_error", "invalid_api_key"};
    case errc::forbidden:              return {"invalid_request_error", "permission_denied"};
    case errc::not_found:              return {"invalid_request_error", "not_found"};
    case errc::conversation_not_found: return {"invalid_request_error", "conversation_not_found"};
    case errc::conflict:               return {"invalid_request_error", "conflict"};
    case errc::ahead_of_log:           return {"invalid_request_error", "ahead_of_log"};
    case errc::expired:                return {"invalid_request_error", "expired"};
    case errc::idempotency_mismatch:   return {"invalid_request_error", "idempotency_mismatch"};
    case errc::content_filtered:       return {"invalid_request_error", "content_filter"};
    case errc::context_too_long:       return {"invalid_request_error", "context_length_exceeded"};
    case errc::rate_limited:           return {"requests", "rate_limit_exceeded"};
    case errc::budget_exceeded:        return {"insufficient_quota", "insufficient_quota"};
    case errc::upstream_failed:        return {"server_error", "upstream_error"};
    case errc::unavailable:            return {"server_error", "unavailable"};
    case errc::timeout:                return {"server_error", "upstream_timeout"};
    case errc::internal:               return {"server_error", "internal_error"};
    }
    return {"server_error", "internal_error"};
}

// "/messages/0/content" -> "messages.0.content"
json::value parameter_of(core::error const& what) {
    if (what.details.empty() || what.details.front().field.empty()) return nullptr;
    auto name = what.details.front().field;
    if (name.starts_with('/')) name.erase(0, 1);
    std::ranges::replace(name, '/', '.');
    return json::string(name);
}

std::string body(std::string_view message, std::string_view type, json::value parameter, std::string_view code) {
    return json::serialize(json::object{
        {"error",
         json::object{{"message", message}, {"type", type}, {"param", std::move(parameter)}, {"code", code}}}});
}

}  // namespace

std::string error_body(core::error const& what) {
    auto is = kind_of(what.code);
    if (what.code == core::errc::not_found && what.details.empty())
        is.code = "model_not_found";   // nothing else is named
    return body(what.message.empty() ? "The request failed." : what.message, is.type, parameter_of(what), is.code);
}

std::string error_body(int status, std::string_view code, std::string_view message) {
    std::string name(code);
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return body(message, status < 500 ? "invalid_request_error" : "server_error", nullptr, name);
}

int status_of(core::error const& what) {
    if (what.code == core::errc::context_too_long || what.code == core::errc::content_filtered) return 400;
    return to_status(what.code);
}

}  // namespace api::openai
