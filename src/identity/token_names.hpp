#pragma once

#include "identity/jwt/registered_claims.hpp"

namespace identity {

// Issuer and audience of our own access tokens. Installations differ by their keys, not by their names.
inline jwt::expected_claims own_tokens() { return {.issuer = "parlance", .audience = "parlance"}; }

}  // namespace identity
