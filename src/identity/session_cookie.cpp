#include "identity/session_cookie.hpp"

#include "core/base64url.hpp"
#include "core/digest.hpp"
#include "net/cookie.hpp"

namespace identity {

namespace {

std::string_view name_of(bool secure) { return secure ? "__Host-parlance_session" : "parlance_session"; }

std::string cookie(std::string_view secret, bool secure, std::string_view age) {
    std::string out(name_of(secure));
    out.append("=").append(secret).append("; Path=/; HttpOnly; SameSite=Lax; Max-Age=").append(age);
    if (secure) out.append("; Secure");
    return out;
}

}  // namespace

std::optional<std::string> session_secret(net::request const& request) {
    return net::cookie_of(request, name_of(request.secure));
}

std::string session_cookie(std::string_view secret, bool secure) { return cookie(secret, secure, "34560000"); }

std::string no_session_cookie(bool secure) { return cookie("", secure, "0"); }

std::string csrf_token(std::string_view secret) {
    auto const mac = core::hmac_sha256(secret, "csrf");
    return core::to_base64url(core::bytes_of(mac));
}

}  // namespace identity
