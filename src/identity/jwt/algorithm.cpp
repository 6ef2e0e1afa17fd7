#include "identity/jwt/algorithm.hpp"

namespace identity::jwt {

std::optional<algorithm> algorithm_named(std::string_view name) {
    for (auto const each : {algorithm::es256, algorithm::rs256, algorithm::ps256, algorithm::hs256})
        if (name_of(each) == name) return each;
    return std::nullopt;
}

std::string_view name_of(algorithm what) {
    switch (what) {
    case algorithm::es256: return "ES256";
    case algorithm::rs256: return "RS256";
    case algorithm::ps256: return "PS256";
    case algorithm::hs256: return "HS256";
    }
    return "";
}

}  // namespace identity::jwt
