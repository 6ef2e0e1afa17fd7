#pragma once

#include <cstdint>
#include <string_view>

namespace llm {

// Whose tokens a model reads. `approximate` is no tokenizer at all but a guess by the look of the characters
// (llm/token_estimate.hpp), for models whose tokens nobody published or that we do not carry.
enum class tokenizer : std::uint8_t { approximate, cl100k_base, o200k_base };

// "approximate", "cl100k_base", "o200k_base".
char const* to_string(tokenizer which);

// By a model's name: with or without its provider, a date, or what a fine-tuning put around it.
tokenizer tokenizer_of(std::string_view model);

}  // namespace llm
