#pragma once

#include "core/result.hpp"
#include "identity/oidc/metadata.hpp"
#include "identity/oidc/provider_config.hpp"
#include "net/http.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace identity::oidc {

// The secrets of one sign-on, made by us.
struct flow_secrets {
    std::string state, nonce, verifier;
};
flow_secrets new_flow_secrets();

// Where the browser is sent to sign in: code flow with PKCE (RFC 7636, S256).
std::string authorization_address(metadata const& at, provider_config const& config, flow_secrets const& secrets,
                                  std::string_view redirect_uri);

// What a browser brings back. Nothing in it is to be believed before its state has been found.
struct answer {
    std::string state;
    std::string code;     // empty where there is an error
    std::string error;    // a code of RFC 6749, 4.1.2.1
    std::string issuer;   // `iss`, where there is one
};

// Fails with invalid_input: a parameter is given twice, or neither a code nor an error.
core::result<answer> read_answer(std::vector<net::query_parameter> const& query);

// Whether the answer comes from this provider as far as it says (RFC 9207): against mixing up two providers.
bool is_from(answer const& what, metadata const& provider);

// Everything but letters, digits and -._~ as %XX.
std::string percent_encoded(std::string_view text);

// "a=b&c=d" with everything escaped that needs it.
std::string form_of(std::vector<net::query_parameter> const& fields);

// `address` with these fields behind what its query holds.
std::string with_query(std::string address, std::vector<net::query_parameter> const& fields);

}  // namespace identity::oidc
