#pragma once

#include "core/clock.hpp"
#include "identity/jwt/key.hpp"

#include <ostream>
#include <string>
#include <vector>

namespace vectors {

// The keys that the tokens below are made with. `ec` and `rsa` are the verifier's own; the others are strangers'.
struct keys {
    identity::jwt::key ec = identity::jwt::key::generate(identity::jwt::algorithm::es256);
    identity::jwt::key rsa = identity::jwt::key::generate(identity::jwt::algorithm::rs256);
    identity::jwt::key other_ec = identity::jwt::key::generate(identity::jwt::algorithm::es256);
    identity::jwt::key other_rsa = identity::jwt::key::generate(identity::jwt::algorithm::rs256);
};
keys const& all_keys();

// When the tokens are shown.
core::timestamp now();

// One token, and what has to come of it.
struct token_vector {
    std::string id;     // of the rule that it belongs to
    std::string name;
    std::string token;
    bool good = false;
};

inline void PrintTo(token_vector const& v, std::ostream* out) { *out << v.id << ' ' << v.name; }

std::vector<token_vector> const& all();

}  // namespace vectors
