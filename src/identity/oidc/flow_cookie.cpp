#include "identity/oidc/flow_cookie.hpp"

#include "net/cookie.hpp"

namespace identity::oidc {

namespace {

std::string_view name_of(bool secure) { return secure ? "__Host-parlance_sign_on" : "parlance_sign_on"; }

}  // namespace

std::optional<std::string> flow_secret(net::request const& request) {
    return net::cookie_of(request, name_of(request.secure));
}

// Lax, because the provider's page leads back with it.
std::string flow_cookie(std::string_view secret, bool secure) {
    std::string out(name_of(secure));
    out.append("=").append(secret).append("; Path=/; HttpOnly; SameSite=Lax; Max-Age=600");
    if (secure) out.append("; Secure");
    return out;
}

}  // namespace identity::oidc
