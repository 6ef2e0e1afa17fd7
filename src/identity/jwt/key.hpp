#pragma once

#include "identity/jwt/algorithm.hpp"

#include <boost/json/fwd.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct evp_pkey_st;

namespace identity::jwt {

// One key that signs, verifies, or both. Its kind decides which algorithms it can be used with, whatever a token says:
// a public key is never taken for the secret of an HMAC. A value, cheap to copy; thread-safe.
//
// The signature itself is OpenSSL's EVP. cjose would leave the rest to us all the same (it takes any curve for ES256
// and any length of a signature), parses the header a second time in its own way, and counts references to a key
// without atomics, so that threads could not share one.
class key {
public:
    // A new pair: P-256 for ES256, 2048 bits for RS256 and PS256. Its id is the RFC 7638 thumbprint.
    static key generate(algorithm what);
    // Of HS256. At least 32 bytes.
    static key of_secret(std::string id, std::string secret);
    // A pair as private_der() gave it; nothing where it is none.
    static std::optional<key> of_private_der(algorithm what, std::string_view der);
    // A public key of a JWK (RFC 7517): EC on P-256, or RSA of 2048 to 8192 bits, for signatures. Nothing for any
    // other: symmetric ones are never taken from a document.
    static std::optional<key> of_jwk(boost::json::object const& jwk);

    // What a token's header names; empty: anything.
    std::string const& id() const { return id_; }
    bool fits(algorithm what) const;

    // Needs the private half, or the secret.
    std::string sign(algorithm how, std::string_view bytes) const;
    bool verify(algorithm how, std::string_view bytes, std::string_view signature) const;

    // The public half, as a JSON object. Not for secrets.
    std::string public_jwk(algorithm what) const;
    std::string private_der() const;

private:
    key(std::string id, std::shared_ptr<evp_pkey_st> pair, std::optional<algorithm> only);

    std::string id_;
    std::shared_ptr<evp_pkey_st> pair_;
    std::string secret_;                // of HS256, where there is no pair
    std::optional<algorithm> only_;     // what the JWK's `alg` restricts it to
};

// The keys of a JWK set, without those that can't verify anything here. Fails on nothing: what is no set has no keys.
std::vector<key> keys_of_jwks(std::string_view json);

}  // namespace identity::jwt
