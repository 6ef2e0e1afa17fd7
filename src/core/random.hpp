#pragma once

#include <cstddef>
#include <string>

namespace core {

// Fills `out` from the operating system's cryptographic generator (through OpenSSL's per-thread DRBG). Thread-safe.
void fill_random(void* out, std::size_t bytes);

// Fills `out` with what nobody else draws: for ids and chance, not for secrets. The generator is asked for many such at
// once, because one question costs a microsecond. Thread-safe.
void fill_unique(void* out, std::size_t bytes);

// A secret of `bytes` random bytes in base64url without padding: tokens, keys, share links. At least 16 bytes.
std::string random_secret(std::size_t bytes);

}  // namespace core
