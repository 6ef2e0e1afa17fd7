#pragma once

#include "llm/gemini/config.hpp"
#include "llm/provider.hpp"

#include <string>
#include <string_view>

namespace llm {

// Calls that Gemini gives no id get one of ours, which begins so and is not sent back.
constexpr std::string_view gemini_call_prefix = "gemini_call_";

// The body of POST /models/{model}:streamGenerateContent.
std::string write_gemini_request(completion_request const& request, gemini_config const& to);

}  // namespace llm
