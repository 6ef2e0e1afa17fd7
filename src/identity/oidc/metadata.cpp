#include "identity/oidc/metadata.hpp"

#include "core/json_parse.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>

namespace identity::oidc {

namespace {

core::error unusable(char const* why) { return {core::errc::upstream_failed, why}; }

std::string text_of(boost::json::object const& from, std::string_view name) {
    auto const* const value = from.if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

bool lists(boost::json::object const& from, std::string_view name, std::string_view wanted) {
    auto const* const value = from.if_contains(name);
    return value && value->is_array() && std::ranges::any_of(value->get_array(), [&](auto const& each) {
               return each.is_string() && each.get_string() == wanted;
           });
}

}  // namespace

std::string discovery_address(std::string_view issuer) {
    if (issuer.ends_with('/')) issuer.remove_suffix(1);
    return std::string(issuer) + "/.well-known/openid-configuration";
}

core::result<metadata> read_metadata(std::string_view json, std::string_view issuer) {
    auto const parsed = core::parse_json(json);
    if (!parsed || !parsed->is_object()) return unusable("its discovery document is no JSON object");
    auto const& all = parsed->get_object();
    metadata out{.issuer = text_of(all, "issuer"),
                 .authorization_endpoint = text_of(all, "authorization_endpoint"),
                 .token_endpoint = text_of(all, "token_endpoint"),
                 .jwks_uri = text_of(all, "jwks_uri"),
                 .userinfo_endpoint = text_of(all, "userinfo_endpoint"),
                 .end_session_endpoint = text_of(all, "end_session_endpoint")};
    if (out.issuer != issuer) return unusable("its discovery document names another issuer");
    if (out.authorization_endpoint.empty() || out.token_endpoint.empty() || out.jwks_uri.empty())
        return unusable("its discovery document lacks an endpoint");
    auto const scheme = std::string(issuer.substr(0, issuer.find("://") + 3));
    for (auto const* const each : {&out.authorization_endpoint, &out.token_endpoint, &out.jwks_uri,
                                   &out.userinfo_endpoint, &out.end_session_endpoint})
        if (!each->empty() && !each->starts_with("https://") && !each->starts_with(scheme))
            return unusable("its discovery document names an endpoint without TLS");
    auto const* const named = all.if_contains("authorization_response_iss_parameter_supported");
    out.names_itself = named && named->is_bool() && named->get_bool();
    // Basic is the default of the standard, where nothing is said.
    auto const* const methods = "token_endpoint_auth_methods_supported";
    out.secret_in_body = lists(all, methods, "client_secret_post") && !lists(all, methods, "client_secret_basic");
    return out;
}

}  // namespace identity::oidc
