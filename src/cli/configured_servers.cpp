#include "cli/configured_servers.hpp"

#include "llm/anthropic/config.hpp"

namespace cli {

configured_models configured_servers(core::model_settings const& m) {
    configured_models out;
    if (!m.openai_api_key.empty() || !m.openai_base_url.empty())
        out.openai = llm::openai_at(m.openai_base_url, m.openai_api_key);
    if (!m.anthropic_api_key.empty() || !m.anthropic_base_url.empty())
        out.anthropic = llm::anthropic_at(m.anthropic_base_url, m.anthropic_api_key);
    if (!m.gemini_api_key.empty() || !m.gemini_base_url.empty()) {
        out.gemini = llm::gemini_at(m.gemini_base_url, m.gemini_api_key);
        out.gemini->temperature = m.gemini_temperature;
    }
    if (!m.azure_endpoint.empty())
        out.azure = llm::azure_at({m.azure_endpoint, m.azure_api_version, m.azure_deployment}, m.azure_api_key);
    if (!m.ollama_base_url.empty()) out.ollama = llm::ollama_at(m.ollama_base_url);
    return out;
}

}  // namespace cli
