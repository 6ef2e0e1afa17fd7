#pragma once

#include "core/result.hpp"
#include "identity/jwt/key.hpp"

#include <boost/json/object.hpp>

#include <span>
#include <string>
#include <string_view>

namespace identity::jwt {

inline constexpr std::size_t token_bytes_max = 16 * 1024;

// A compact JWS (RFC 7515, 7.1) taken apart. Nothing in it is to be believed before its signature has been verified.
struct jws {
    algorithm signed_with;
    std::string key_id;            // header `kid`; empty: none
    std::string kind;              // header `typ`, in lower case; empty: none
    std::string_view signed_part;  // of the text that was read
    std::string signature;
    boost::json::object payload;
};

// Reads strictly: three parts in canonical base64url, a header without a name twice, an algorithm that is known here.
// Keys and addresses of keys in the header (jwk, jku, x5u, x5c) are never looked at; `crit` and `b64` are refused,
// because no extension is known here. Fails with unauthorized.
core::result<jws> read_jws(std::string_view text);

// Whether one of the keys signed it: the one that the header names or, where it names none, any. Algorithms are those
// of `allowed`, each with keys of its own kind.
bool is_signed_by(jws const& token, std::span<key const> keys, std::span<algorithm const> allowed);

// Puts header and payload together and signs them. `payload` is a JSON text.
std::string sign_jws(std::string_view payload, key const& with, algorithm how, std::string_view kind);

// What every refused token gets, whatever is wrong with it.
core::error refused_token();

}  // namespace identity::jwt
