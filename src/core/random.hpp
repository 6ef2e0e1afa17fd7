#pragma once

#include <cstddef>
#include <string>

namespace core {

// Fills `out` from the operating system's cryptographic generator (through OpenSSL's per-thread DRBG). Thread-safe.
void fill_random(void* out, std::size_t bytes);

// A secret of `bytes` random bytes in base64url without padding: tokens, keys, share links. At least 16 bytes.
std::string random_secret(std::size_t bytes);

}  // namespace core
