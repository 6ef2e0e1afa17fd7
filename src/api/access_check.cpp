#include "api/access_check.hpp"

#include "api/cross_origin.hpp"
#include "net/address_range.hpp"

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
    return {};
}

core::result<void> check_address_holds_no_secret(net::request const& request) {
    for (std::string_view const name : {"access_token", "api_key", "apikey", "session_id", "refresh_token", "token"})
        if (request.parameter(name))
            return core::error{core::errc::invalid_input,
                               "Credentials don't belong in an address: send them in the Authorization header.",
                               {{std::string(name), "must not stand in the address"}}};
    return {};
}

core::result<void> check_origin(net::request const& request, core::settings const& settings) {
    if (is_safe(request.method)) return {};
    core::error const foreign{core::errc::forbidden, "This request comes from a page of another site."};
    if (auto const* origin = request.fields.find("Origin")) {
        auto const own = (request.secure ? "https://" : "http://") + std::string(request.fields.get("Host"));
        return *origin == own || allowed_origin(request, settings.server) ? core::result<void>() : foreign;
    }
    if (request.fields.get("Sec-Fetch-Site") == "cross-site") return foreign;
    return {};
}

}  // namespace api
