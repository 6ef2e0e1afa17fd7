#pragma once

#include "llm/provider.hpp"

#include <string>

namespace llm {

// The body of POST /messages that asks for a streamed answer. Everything stable comes first and byte for byte the same
// from turn to turn, and is marked for the provider's prompt cache.
std::string write_anthropic_request(completion_request const& request, std::string_view provider);

// The end of a prefill that can't be sent, for the API refuses one that ends in blanks: the answer may begin with it.
std::string_view trailing_blanks(std::string_view text);

}  // namespace llm
