#pragma once

#include "llm/message.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace llm {

// How many tokens `text` may be, by the look of its characters: about four ASCII bytes to a token, two letters of other
// alphabets, one ideograph, half an emoji. An approximation of no model's own tokenizer in particular: expect it to be
// off by a third for prose and by more for dense data. Linear; bytes that are not UTF-8 are counted, never refused.
std::int64_t approximate_tokens(std::string_view text);

// The same for a whole prompt, with four tokens for the frame of each message and two for that of the request.
std::int64_t approximate_tokens(std::span<message const> prompt);

}  // namespace llm
