#pragma once

#include "core/described.hpp"
#include "identity/jwt/jws.hpp"
#include "identity/jwt/registered_claims.hpp"

#include <cstdint>
#include <optional>

namespace identity::jwt {

// What an access token of ours says. Whoever it is for may read it; the server takes only `sub` and `sid` from it and
// looks up the rest, so that a token never outlives a right.
struct access_claims {
    std::string iss, aud, sub, email, org_id, tier;
    std::vector<std::string> roles, features;
    std::optional<std::int64_t> token_budget;   // tokens a day; null: no limit
    std::int64_t iat = 0, exp = 0;
    std::string type = "access";
    std::string sid;                            // the session, whose end is the token's
    std::string jti;
};
BOOST_DESCRIBE_STRUCT(access_claims, (),
                      (iss, aud, sub, email, org_id, tier, roles, features, token_budget, iat, exp, type, sid, jti))

std::string sign_access_token(access_claims const& claims, key const& with, algorithm how);

// Whom a token is for, once everything about it was found good.
struct access_grant {
    std::string user_id;
    std::string session_id;
    core::timestamp expires_at;
};

// `keys` are our own. Fails with unauthorized: also for tokens of other kinds, such as a refresh or an ID token.
core::result<access_grant> check_access_token(jws const& token, std::span<key const> keys,
                                              std::span<algorithm const> allowed, expected_claims const& expected,
                                              core::timestamp now);

}  // namespace identity::jwt
