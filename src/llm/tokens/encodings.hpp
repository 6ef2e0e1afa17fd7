#pragma once

#include "llm/tokens/token_encoding.hpp"
#include "llm/tokens/tokenizer.hpp"

namespace llm {

// The encoding of a tokenizer; null for the approximate one. It is a constant of the program that is made when it is
// first asked for: its pattern is compiled then, and of its vocabulary only the pages that are read come into memory.
// Thread-safe. Throws runtime_error when the binary holds a damaged one.
token_encoding const* encoding_of(tokenizer which);

}  // namespace llm
