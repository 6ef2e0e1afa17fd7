#include "api/cross_origin.hpp"

#include <algorithm>

namespace api {

namespace {

// What a page can use of our replies beyond what every page may read.
constexpr auto readable =
    "X-Request-Id, X-Trace-Id, X-Turn-Id, X-Conversation-Id, X-Message-Id, X-Error-Code, Retry-After, "
    "X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, X-Budget-Warning, Location";
// "*" stands for any other name, where no cookie goes along: clients say much about themselves in names of their own.
constexpr auto sendable =
    "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, X-Api-Key, Api-Key, X-Request-Id, Traceparent, *";

bool is_for_a_program(std::string_view path) {
    return path.starts_with("/api/") || path.starts_with("/v1/") || path == "/openapi.json" || path == "/health";
}

bool lists_any_origin(core::server_settings const& server) {
    return std::ranges::find(server.cors_origins, "*") != server.cors_origins.end();
}

constexpr std::string_view credential_fields[] = {"authorization", "x-api-key", "api-key"};

bool carries_credential(net::request const& request) {
    return std::ranges::any_of(credential_fields, [&](auto name) { return request.fields.find(name) != nullptr; });
}

// Whether a list of field names has one that holds a credential.
bool names_credential(std::string_view list) {
    while (!list.empty()) {
        auto name = list.substr(0, list.find(','));
        list.remove_prefix(std::min(name.size() + 1, list.size()));
        while (name.starts_with(' ')) name.remove_prefix(1);
        while (name.ends_with(' ')) name.remove_suffix(1);
        if (std::ranges::any_of(credential_fields, [&](auto one) { return net::same_name(one, name); })) return true;
    }
    return false;
}

void permit(net::headers& fields, std::string const& origin) {
    fields.set("Access-Control-Allow-Origin", origin);
    fields.set("Access-Control-Expose-Headers", readable);
    if (origin != "*") fields.add("Vary", "Origin");
}

}  // namespace

std::optional<std::string> allowed_origin(net::request const& request, core::server_settings const& server) {
    auto const* origin = request.fields.find("Origin");
    if (!origin || server.cors_origins.empty() || !is_for_a_program(request.path)) return std::nullopt;
    if (std::ranges::find(server.cors_origins, *origin) != server.cors_origins.end()) return *origin;
    // What comes without a credential of its own acts for whoever sits at the browser: that is not for every site.
    if (lists_any_origin(server) && carries_credential(request)) return "*";
    return std::nullopt;
}

std::optional<net::response> preflight_reply(net::request const& request, core::server_settings const& server) {
    if (request.method != "OPTIONS" || !request.fields.find("Origin") || !is_for_a_program(request.path) ||
        !request.fields.find("Access-Control-Request-Method"))
        return std::nullopt;
    net::response reply{.status = 204};
    reply.fields.add("Cache-Control", "no-store");
    auto origin = allowed_origin(request, server);
    // The question carries no credential, but says whether the request will.
    auto const announced = request.fields.get("Access-Control-Request-Headers");
    if (!origin && lists_any_origin(server) && names_credential(announced)) origin = "*";
    if (!origin) {
        reply.fields.add("Vary", "Origin");
        return reply;
    }
    permit(reply.fields, *origin);
    reply.fields.add("Access-Control-Allow-Methods", "GET, POST, PATCH, DELETE");
    reply.fields.add("Access-Control-Allow-Headers", sendable);
    reply.fields.add("Access-Control-Max-Age", "600");
    return reply;
}

core::task<> cross_origin_exchange::reply(net::response what) {
    permit(what.fields, origin_);
    return to_.reply(std::move(what));
}

core::task<std::unique_ptr<net::body_stream>> cross_origin_exchange::stream(net::response head) {
    permit(head.fields, origin_);
    return to_.stream(std::move(head));
}

core::task<std::unique_ptr<net::websocket>> cross_origin_exchange::upgrade(std::string subprotocol) {
    return to_.upgrade(std::move(subprotocol));
}

}  // namespace api
