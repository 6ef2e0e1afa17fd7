#pragma once

#include "llm/provider.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace llm {

// Reads the reply to GET /models: those that generate content and look as if they chat. What isn't a list has none.
std::vector<model_info> read_gemini_models(std::string_view body, std::string const& provider);

}  // namespace llm
