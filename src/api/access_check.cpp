#include "api/access_check.hpp"

#include "net/address_range.hpp"

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

}  // namespace

core::result<void> check_access(net::request const& request, access needs, core::settings const& settings) {
    switch (needs) {
    case access::anyone: return {};
    case access::operator_:
        if (is_operator(request, settings)) return {};
        return core::error{core::errc::forbidden,
                           "Only this machine, or an address in METRICS_ALLOW, may ask for this."};
    case access::user:
    case access::admin:
        if (settings.access.anonymous.value_or(false)) return {};
        return core::error{core::errc::unauthorized, "Sign in first."};
    }
    return core::error{core::errc::unauthorized, "Sign in first."};
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
        auto const& known = settings.server.cors_origins;
        if (*origin != own && std::ranges::find(known, *origin) == known.end()) return foreign;
        return {};
    }
    if (request.fields.get("Sec-Fetch-Site") == "cross-site") return foreign;
    return {};
}

}  // namespace api
