#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace core {

// Bytes as base64url without padding (RFC 4648, 5), as in tokens, keys and links.
std::string to_base64url(std::string_view bytes);

// The reverse, strictly: nothing where `text` is not what to_base64url writes for some bytes. Padding, blanks, the
// alphabet of plain base64 and bits left over are refused, so that no two texts stand for the same bytes.
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace core
