#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace core {

// A key of 32 bytes for one purpose, out of a secret (HKDF-SHA256, RFC 5869, without salt): whoever learns one of them
// learns neither the secret nor the others. The secret must be hard to guess; it is no password.
std::string derive_key(std::string_view secret, std::string_view purpose);

// Encrypts with AES-256-GCM under a key of 32 bytes. `place` says where the text is kept (table, row, column): a box
// that was moved to another place does not open. The result is base64url; two boxes of one text differ.
std::string seal(std::string_view key, std::string_view place, std::string_view text);

// Nothing where the key or the place is another one, or the box was changed.
std::optional<std::string> open_sealed(std::string_view key, std::string_view place, std::string_view box);

}  // namespace core
