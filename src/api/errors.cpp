#include "api/errors.hpp"

#include "api/anthropic/errors.hpp"
#include "api/dialect.hpp"
#include "api/openai/errors.hpp"
#include "turn/payloads.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace api {

namespace json = boost::json;

namespace {

// A whole number as one: 60, and not 6E1.
json::value limit_of(core::error const& what) {
    if (!what.limit) return nullptr;
    auto const whole = static_cast<std::int64_t>(*what.limit);
    return static_cast<double>(whole) == *what.limit ? json::value(whole) : json::value(*what.limit);
}

json::value details_of(core::error const& what) {
    using core::errc;
    switch (what.code) {
    case errc::upstream_failed:
    case errc::timeout:         return json::object{{"provider", what.provider}, {"retryable", what.retryable}};
    case errc::rate_limited:
    case errc::budget_exceeded:
        return json::object{{"retry_after", what.retry_after_s.value_or(1)}, {"limit", limit_of(what)}};
    default: break;
    }
    json::array out;
    for (auto const& each : what.details) out.push_back(json::object{{"field", each.field}, {"problem", each.problem}});
    return out;
}

net::response response(int status, std::string_view code, std::string body) {
    net::response reply{.status = status};
    reply.fields.add("Content-Type", "application/json");
    reply.fields.add("X-Error-Code", std::string(code));
    reply.fields.add("Cache-Control", "no-store");
    reply.body = std::move(body);
    return reply;
}

std::string native_body(std::string_view code, std::string_view message, json::value details,
                        std::string_view request_id) {
    return json::serialize(json::object{
        {"error",
         json::object{
             {"code", code}, {"message", message}, {"details", std::move(details)}, {"request_id", request_id}}}});
}

net::response response_in(dialect shape, core::error const& what, std::string const& request_id) {
    auto const* code = turn::public_code(what.code);
    switch (shape) {
    case dialect::openai:    return response(openai::status_of(what), code, openai::error_body(what));
    case dialect::anthropic: return response(anthropic::status_of(what), code, anthropic::error_body(what, request_id));
    case dialect::native:    break;
    }
    std::string_view const message = what.message.empty() ? "The request failed." : std::string_view(what.message);
    return response(to_status(what.code), code, native_body(code, message, details_of(what), request_id));
}

// Those clients repeat by themselves what is answered with 409, 429 or 5xx, unless they are told whether it helps.
bool repeating_helps(core::error const& what) {
    switch (what.code) {
    case core::errc::rate_limited:
    case core::errc::unavailable:  return true;
    default:                       return what.retryable;
    }
}

}  // namespace

int to_status(core::errc code) {
    using core::errc;
    switch (code) {
    case errc::invalid_input:          return 400;
    case errc::unauthorized:           return 401;
    case errc::forbidden:              return 403;
    case errc::not_found:              return 404;
    case errc::conversation_not_found: return 404;
    case errc::conflict:               return 409;
    case errc::ahead_of_log:           return 409;
    case errc::expired:                return 410;
    case errc::idempotency_mismatch:   return 422;
    case errc::content_filtered:       return 422;
    case errc::context_too_long:       return 422;
    case errc::rate_limited:           return 429;
    case errc::budget_exceeded:        return 429;
    case errc::internal:               return 500;
    case errc::upstream_failed:        return 502;
    case errc::unavailable:            return 503;
    case errc::timeout:                return 504;
    }
    return 500;
}

net::response error_response(core::error const& what, net::request const& to) {
    auto const shape = dialect_of(to);
    auto reply = response_in(shape, what, to.id);
    bool const wait = what.code == core::errc::rate_limited || what.code == core::errc::unavailable;
    if (what.retry_after_s || wait) reply.fields.add("Retry-After", std::to_string(what.retry_after_s.value_or(1)));
    if (what.code == core::errc::unauthorized) reply.fields.add("WWW-Authenticate", "Bearer");
    if (shape != dialect::native) reply.fields.add("X-Should-Retry", repeating_helps(what) ? "true" : "false");
    return reply;
}

net::response error_response(int status, std::string_view code, std::string_view message, net::request const& to) {
    switch (dialect_of(to)) {
    case dialect::openai:    return response(status, code, openai::error_body(status, code, message));
    case dialect::anthropic: return response(status, code, anthropic::error_body(status, message, to.id));
    case dialect::native:    break;
    }
    return response(status, code, native_body(code, message, json::array(), to.id));
}

net::response error_response(net::refusal const& why, net::request const& to) {
    auto const shape = dialect_of(to);
    if (shape == dialect::native) return net::to_response(why, to.id);
    auto reply = error_response(why.status, why.code, why.message, to);
    if (shape == dialect::anthropic) reply.fields.add("Request-Id", to.id);
    return reply;
}

}  // namespace api
