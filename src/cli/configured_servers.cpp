#include "cli/configured_servers.hpp"

#include "llm/anthropic/config.hpp"

#include <algorithm>

namespace cli {

configured_models configured_servers(core::model_settings const& m) {
    configured_models out;
    if (!m.openai_api_key.empty() || !m.openai_base_url.empty()) {
        out.openai = llm::openai_at(m.openai_base_url, keys_in(m.openai_api_key).front());
        if (m.openai_api == core::openai_api_setting::responses) out.openai->api = llm::openai_api::responses;
        out.openai->background = m.openai_background;
    }
    if (!m.anthropic_api_key.empty() || !m.anthropic_base_url.empty())
        out.anthropic = llm::anthropic_at(m.anthropic_base_url, keys_in(m.anthropic_api_key).front());
    if (!m.gemini_api_key.empty() || !m.gemini_base_url.empty()) {
        out.gemini = llm::gemini_at(m.gemini_base_url, keys_in(m.gemini_api_key).front());
        out.gemini->temperature = m.gemini_temperature;
    }
    if (!m.azure_endpoint.empty())
        out.azure = llm::azure_at({m.azure_endpoint, m.azure_api_version, m.azure_deployment},
                                  keys_in(m.azure_api_key).front());
    if (!m.ollama_base_url.empty()) out.ollama = llm::ollama_at(m.ollama_base_url);
    return out;
}

std::vector<std::string> keys_in(std::string_view setting) {
    std::vector<std::string> out;
    while (!setting.empty()) {
        auto one = setting.substr(0, setting.find(','));
        setting.remove_prefix(std::min(one.size() + 1, setting.size()));
        while (one.starts_with(' ')) one.remove_prefix(1);
        while (one.ends_with(' ')) one.remove_suffix(1);
        if (!one.empty()) out.emplace_back(one);
    }
    if (out.empty()) out.emplace_back();
    return out;
}

}  // namespace cli
