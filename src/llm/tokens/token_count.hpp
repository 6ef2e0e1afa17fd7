#pragma once

#include "llm/message.hpp"
#include "llm/tokens/tokenizer.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace llm {

// How many tokens a model that reads `as` makes of what it is sent: exact for text where there is a tokenizer, else
// approximate. Takes some 20 ns a byte, on the caller's thread: see token_counter for long text.
std::int64_t count_tokens(tokenizer as, std::string_view text);

// With what frames the message: its role and the signs around it. OpenAI publishes that for text only; a tool call's is
// taken to be its name and arguments.
std::int64_t count_tokens(tokenizer as, message const& one);

// With what opens the answer.
std::int64_t count_tokens(tokenizer as, std::span<message const> prompt);

// What it cannot pass, without looking at the text: no text has more tokens than bytes. For the approximate tokenizer
// this holds for UTF-8.
std::int64_t tokens_at_most(message const& one);

}  // namespace llm
