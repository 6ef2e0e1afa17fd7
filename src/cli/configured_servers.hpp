#pragma once

#include "core/settings.hpp"
#include "llm/gemini/config.hpp"
#include "llm/openai/config.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cli {

// The servers of models that the settings name, each where it has a key or an address.
struct configured_models {
    std::optional<llm::openai_config> openai{};
    std::optional<llm::upstream> anthropic{};
    std::optional<llm::gemini_config> gemini{};
    std::optional<llm::openai_config> azure{};
    std::optional<llm::openai_config> ollama{};
};
configured_models configured_servers(core::model_settings const& settings);

// A setting may hold several keys, with commas between. Never empty: without a key there is one that is empty.
std::vector<std::string> keys_in(std::string_view setting);

}  // namespace cli
