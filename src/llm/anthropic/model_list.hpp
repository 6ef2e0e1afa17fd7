#pragma once

#include "llm/provider.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace llm {

// Reads the reply to GET /models, the newest first. What isn't a list has none; a model that is retired is none.
std::vector<model_info> read_anthropic_models(std::string_view body, std::string const& provider);

}  // namespace llm
