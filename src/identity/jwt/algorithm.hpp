#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace identity::jwt {

// The signatures that are known here (RFC 7518, 3.1). There is no `none`, and no way to spell it.
enum class algorithm : std::uint8_t { es256, rs256, ps256, hs256 };

// By its exact name: "ES256".
std::optional<algorithm> algorithm_named(std::string_view name);
std::string_view name_of(algorithm what);

}  // namespace identity::jwt
