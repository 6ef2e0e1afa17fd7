#pragma once

#include "core/result.hpp"

#include <string>
#include <string_view>

namespace identity::oidc {

// What a provider says about itself (OpenID Connect Discovery 1.0, 3).
struct metadata {
    std::string issuer;
    std::string authorization_endpoint, token_endpoint, jwks_uri;
    std::string userinfo_endpoint, end_session_endpoint;   // empty: it has none
    bool names_itself = false;      // its answers carry `iss` (RFC 9207)
    bool secret_in_body = false;    // takes a client's secret in the body only
};

std::string discovery_address(std::string_view issuer);

// Fails with upstream_failed: the document is of another issuer, however little the name differs, lacks what a sign-on
// needs, or names endpoints without TLS where the issuer has it.
core::result<metadata> read_metadata(std::string_view json, std::string_view issuer);

}  // namespace identity::oidc
