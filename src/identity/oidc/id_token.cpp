#include "identity/oidc/id_token.hpp"

#include "core/base64url.hpp"
#include "core/digest.hpp"
#include "identity/jwt/jws.hpp"
#include "identity/jwt/registered_claims.hpp"

#include <optional>

namespace identity::oidc {

namespace {

constexpr jwt::algorithm allowed[] = {jwt::algorithm::es256, jwt::algorithm::rs256, jwt::algorithm::ps256};
constexpr std::size_t subject_bytes_max = 255;

// Nothing where there is no such claim; a claim that is no text is nobody's.
std::optional<std::string_view> text_of(boost::json::object const& claims, std::string_view name) {
    auto const* const value = claims.if_contains(name);
    if (!value) return std::nullopt;
    return value->is_string() ? std::string_view(value->get_string()) : std::string_view();
}

// The first half of the access token's digest: that of SHA-256, for all algorithms that are allowed.
std::string hash_of(std::string_view access_token) {
    auto const digest = core::sha256(access_token);
    return core::to_base64url(core::bytes_of(digest).substr(0, digest.size() / 2));
}

bool is_for(boost::json::object const& claims, jwt::registered_claims const& checked, std::string const& client) {
    auto const party = text_of(claims, "azp");
    return party ? *party == client : checked.audience.size() == 1;
}

}  // namespace

core::result<boost::json::object> read_id_token(std::string_view text, std::span<jwt::key const> keys,
                                                expected_id_token const& expected, core::timestamp now) {
    auto token = jwt::read_jws(text);
    if (!token) return token.error();
    if (!jwt::is_signed_by(*token, keys, allowed)) return jwt::refused_token();
    auto const& claims = token->payload;
    auto const checked = jwt::check_claims(claims, {.issuer = expected.issuer, .audience = expected.client_id}, now);
    if (!checked) return checked.error();
    auto const nonce = text_of(claims, "nonce");
    auto const hash = text_of(claims, "at_hash");
    bool const good = is_for(claims, *checked, expected.client_id) && claims.contains("iat") &&
                      !checked->subject.empty() && checked->subject.size() <= subject_bytes_max &&  //
                      nonce && core::equal_in_constant_time(*nonce, expected.nonce) &&
                      (!hash || *hash == hash_of(expected.access_token));
    if (!good) return jwt::refused_token();
    return std::move(token->payload);
}

}  // namespace identity::oidc
