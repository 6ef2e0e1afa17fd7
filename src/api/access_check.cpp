#include "api/access_check.hpp"

#include "api/cross_origin.hpp"
#include "core/digest.hpp"
#include "identity/limits/tier_refusal.hpp"
#include "identity/session_cookie.hpp"
#include "net/address_range.hpp"
#include "store/local_user.hpp"

#include <boost/describe/enum_to_string.hpp>

#include <algorithm>

namespace api {

namespace {

bool is_safe(std::string const& method) { return method == "GET" || method == "HEAD" || method == "OPTIONS"; }

bool is_operator(net::request const& request, core::settings const& settings) {
    if (core::is_loopback(request.remote_address)) return true;
    return std::ranges::any_of(settings.observe.metrics_allow, [&](std::string const& range) {
        return net::address_in_range(request.remote_address, range);
    });
}

// "https://host:port" of an address.
std::string_view origin_of(std::string_view url) {
    auto const host = url.find("://");
    return host == url.npos ? url : url.substr(0, url.find('/', host + 3));
}

bool is_own(std::string_view origin, net::request const& request, core::settings const& settings) {
    auto const own = (request.secure ? "https://" : "http://") + std::string(request.fields.get("Host"));
    auto const& known = settings.server.public_url;
    return origin == own || (!known.empty() && origin == origin_of(known));
}

std::string_view name_of(core::scope what) { return boost::describe::enum_to_string(what, ""); }

bool key_allows(core::principal const& who, core::scope wanted) {
    if (who.key_id.empty()) return true;
    if (wanted == core::scope::person) return false;
    if (wanted == core::scope::metrics || wanted == core::scope::admin)
        return std::ranges::find(who.scopes, name_of(wanted)) != who.scopes.end();   // only where it was said
    return who.scopes.empty() || std::ranges::find(who.scopes, name_of(wanted)) != who.scopes.end();
}

bool role_allows(core::role has, access needs) {
    switch (needs) {
    case access::anyone:
    case access::user:      return true;
    case access::auditor:   return has != core::role::user;
    case access::admin:     return has == core::role::admin;
    case access::operator_: return has == core::role::admin;
    }
    return false;
}

}  // namespace

core::result<void> check_access(net::request const& request, route const& row,
                                std::optional<core::principal> const& who, core::settings const& settings) {
    if (row.needs == access::anyone) return {};
    if (row.needs == access::operator_ && is_operator(request, settings)) return {};
    if (!who) return core::error{core::errc::unauthorized, "Sign in first."};
    if (!key_allows(*who, row.key))
        return core::error{core::errc::forbidden, row.key == core::scope::person
                                                      ? "This needs somebody who signed in; an API key is not enough."
                                                      : "This API key is not allowed to do this."};
    if (!role_allows(who->acts_as, row.needs))
        return core::error{core::errc::forbidden, "Your account is not allowed to do this."};
    if (row.whose == object::installation && who->organisation_id != store::local_organisation_id)
        return core::error{core::errc::forbidden, "This concerns every organisation; only the first one's people may."};
    return {};
}

core::result<void> check_tier(route const& row, core::principal const& who, identity::current_limits const& limits) {
    if (who.key_id.empty() && !row.opens) return {};
    auto const table = limits.now();
    if (!who.key_id.empty())
        if (auto const may = check_feature(*table, who, identity::feature::api_keys); !may) return may;
    return row.opens ? check_feature(*table, who, *row.opens) : core::result<void>();
}

core::result<void> check_address_holds_no_secret(net::request const& request) {
    for (std::string_view const name : {"access_token", "api_key", "apikey", "session_id", "refresh_token", "token"})
        if (request.parameter(name))
            return core::error{core::errc::invalid_input,
                               "Credentials don't belong in an address: send them in the Authorization header.",
                               {{std::string(name), "must not stand in the address"}}};
    return {};
}

core::result<void> check_origin(net::request const& request, core::settings const& settings, identity::credential by) {
    bool const by_cookie = by == identity::credential::cookie;
    auto const* origin = request.fields.find("Origin");
    auto const site = request.fields.get("Sec-Fetch-Site");
    core::error const foreign{core::errc::forbidden, "This request comes from a page of another site."};
    if (is_safe(request.method)) {
        // A socket asks by GET, and then sends what changes something.
        bool const opens_socket = request.fields.find("Upgrade") != nullptr;
        if (opens_socket && by_cookie && origin && !is_own(*origin, request, settings)) return foreign;
        return {};
    }
    if (origin && !is_own(*origin, request, settings) && (by_cookie || !allowed_origin(request, settings.server)))
        return foreign;
    if (!origin && site == "cross-site") return foreign;
    if (!by_cookie) return {};
    if (!origin && site != "same-origin")
        return core::error{core::errc::forbidden, "This request does not say which page it comes from."};
    auto const secret = identity::session_secret(request).value_or("");
    if (core::equal_in_constant_time(request.fields.get("X-CSRF-Token"), identity::csrf_token(secret))) return {};
    return core::error{core::errc::forbidden, "The X-CSRF-Token header is missing or not this session's."};
}

}  // namespace api
