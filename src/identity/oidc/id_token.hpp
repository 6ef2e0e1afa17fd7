#pragma once

#include "core/clock.hpp"
#include "core/result.hpp"
#include "identity/jwt/key.hpp"

#include <boost/json/object.hpp>

#include <span>
#include <string>
#include <string_view>

namespace identity::oidc {

struct expected_id_token {
    std::string issuer, client_id, nonce;
    std::string access_token{};   // that came with it
};

// The claims of an ID token (OpenID Connect Core 1.0, 3.1.3.7), once everything about it was found good: signed with
// ES256, RS256 or PS256 by one of the provider's keys, of this issuer, for this client and this very sign-on. Fails
// with unauthorized.
core::result<boost::json::object> read_id_token(std::string_view text, std::span<jwt::key const> keys,
                                                expected_id_token const& expected, core::timestamp now);

}  // namespace identity::oidc
