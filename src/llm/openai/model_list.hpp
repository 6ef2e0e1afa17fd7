#pragma once

#include "llm/provider.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace llm {

// Reads the reply to GET /models: those that look as if they chat, in the server's order. What isn't a list has none.
std::vector<model_info> read_openai_models(std::string_view body, std::string const& provider, features can);

}  // namespace llm
