#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace llm {

// The chat models in Ollama's reply to GET /api/tags, the last changed first; embedding models are none.
std::vector<std::string> read_ollama_models(std::string_view body);

}  // namespace llm
