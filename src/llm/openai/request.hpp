#pragma once

#include "llm/openai/config.hpp"
#include "llm/provider.hpp"

#include <string>

namespace llm {

// The body of POST /chat/completions that asks for a streamed answer with its usage.
std::string write_openai_request(completion_request const& request, openai_config const& to);

}  // namespace llm
