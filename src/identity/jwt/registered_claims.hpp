#pragma once

#include "core/clock.hpp"
#include "core/result.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <vector>

namespace identity::jwt {

// The claims of RFC 7519 (4.1) that say who made a token, for whom, and for how long.
struct registered_claims {
    std::string issuer, subject;
    std::vector<std::string> audience;
    core::timestamp expires_at;
};

struct expected_claims {
    std::string issuer;
    std::string audience;
    std::chrono::seconds leeway{30};   // for clocks that differ; never more than a minute
};

// Checks the claims of a token whose signature was found good: made by this issuer for this audience, has an end and
// has not passed it, has begun. Times are whole seconds; anything else is refused. Fails with unauthorized.
core::result<registered_claims> check_claims(boost::json::object const& payload, expected_claims const& expected,
                                             core::timestamp now);

// The issuer that a token names, believed by nobody yet: only to choose the keys to verify it with. Empty: none.
std::string claimed_issuer(boost::json::object const& payload);

}  // namespace identity::jwt
