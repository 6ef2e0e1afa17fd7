#pragma once

#include <cstdint>
#include <string>

namespace llm {

// How a server goes on with an answer that was begun elsewhere, where it can.
enum class continuation : std::uint8_t {
    unsupported,
    last_message,   // an assistant message at the end is continued (llama.cpp)
    vllm,           // so too, when two fields of vLLM's ask for it
};

// One server that speaks OpenAI's Chat Completions.
struct openai_config {
    std::string name = "openai";                            // the provider's name in "provider/model"
    std::string base_url = "https://api.openai.com/v1";     // without a slash at the end
    std::string api_key{};                                  // sent as a bearer token unless empty
    std::string usual_model{};                              // where nobody names one; empty: the first it lists
    continuation continues = continuation::unsupported;
    // OpenAI's own newer models refuse `max_tokens`; most other servers know nothing else.
    bool max_completion_tokens = false;
    // The names of the settings that messages tell people to check; empty where there is none.
    std::string key_setting{};
    std::string url_setting{};
};

// OpenAI itself, or what `base_url` names in its place. An empty `base_url` means OpenAI's own.
openai_config openai_at(std::string base_url, std::string api_key);
// Ollama; `base_url` is taken with and without its "/v1".
openai_config ollama_at(std::string base_url);
// llama.cpp's server; the same.
openai_config llama_cpp_at(std::string base_url);

}  // namespace llm
