#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace core {

// Encrypts with AES-256-GCM under a key of 32 bytes. `place` says where the text is kept (table, row, column): a box
// that was moved to another place does not open. The result is base64url; two boxes of one text differ.
std::string seal(std::string_view key, std::string_view place, std::string_view text);

// Nothing where the key or the place is another one, or the box was changed.
std::optional<std::string> open_sealed(std::string_view key, std::string_view place, std::string_view box);

}  // namespace core
