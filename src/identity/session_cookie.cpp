#include "identity/session_cookie.hpp"

#include "core/base64url.hpp"
#include "core/digest.hpp"

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
    auto const name = name_of(request.secure);
    for (auto const& field : request.fields) {
        if (!net::same_name(field.name, "Cookie")) continue;
        std::string_view rest = field.value;
        while (!rest.empty()) {
            auto pair = rest.substr(0, rest.find(';'));
            rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
            while (pair.starts_with(' ')) pair.remove_prefix(1);
            auto const equals = pair.find('=');
            if (equals == pair.npos || pair.substr(0, equals) != name) continue;
            auto const value = pair.substr(equals + 1);
            if (!value.empty()) return std::string(value);
        }
    }
    return std::nullopt;
}

std::string session_cookie(std::string_view secret, bool secure) { return cookie(secret, secure, "34560000"); }

std::string no_session_cookie(bool secure) { return cookie("", secure, "0"); }

std::string csrf_token(std::string_view secret) {
    auto const mac = core::hmac_sha256(secret, "csrf");
    return core::to_base64url(core::bytes_of(mac));
}

}  // namespace identity
