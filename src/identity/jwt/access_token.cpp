#include "identity/jwt/access_token.hpp"

#include "core/json_write.hpp"

namespace identity::jwt {

namespace {

std::string text_of(boost::json::object const& from, std::string_view name) {
    auto const* found = from.if_contains(name);
    return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

}  // namespace

std::string sign_access_token(access_claims const& claims, key const& with, algorithm how) {
    return sign_jws(core::write_json(claims), with, how, "at+jwt");   // RFC 9068, 2.1
}

core::result<access_grant> check_access_token(jws const& token, std::span<key const> keys,
                                              std::span<algorithm const> allowed, expected_claims const& expected,
                                              core::timestamp now) {
    if (token.kind != "at+jwt" || !is_signed_by(token, keys, allowed)) return refused_token();
    auto const claims = check_claims(token.payload, expected, now);
    if (!claims) return claims.error();
    access_grant out{claims->subject, text_of(token.payload, "sid"), claims->expires_at};
    if (text_of(token.payload, "type") != "access" || out.session_id.empty()) return refused_token();
    return out;
}

}  // namespace identity::jwt
