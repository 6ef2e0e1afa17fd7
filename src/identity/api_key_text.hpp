#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace identity {

// An API key as its user holds it: "parl_", 8 characters that find its row and are no secret, "_", and a secret of 32
// random bytes.
struct api_key_text {
    std::string whole;
    std::string prefix;   // "parl_" and the 8 characters
};

api_key_text new_api_key();

bool looks_like_api_key(std::string_view text);

// The part that finds the row; nothing where the text has not the shape of a key.
std::optional<std::string> api_key_prefix(std::string_view text);

}  // namespace identity
