#pragma once

#include <array>
#include <string>
#include <string_view>

namespace core {

using sha256_digest = std::array<unsigned char, 32>;

sha256_digest sha256(std::string_view bytes);

// The same in 64 hexadecimal digits: how secrets are stored.
std::string sha256_hex(std::string_view bytes);

sha256_digest hmac_sha256(std::string_view key, std::string_view bytes);

// Whether both are the same, in a time that tells their lengths and nothing else.
bool equal_in_constant_time(std::string_view a, std::string_view b);

inline std::string_view bytes_of(sha256_digest const& digest) {
    return {reinterpret_cast<char const*>(digest.data()), digest.size()};
}

}  // namespace core
