#pragma once

#include "llm/wire/upstream.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace llm {

// How a server goes on with an answer that was begun elsewhere, where it can.
enum class continuation : std::uint8_t {
    unsupported,
    last_message,   // an assistant message at the end is continued (llama.cpp)
    vllm,           // so too, when two fields of vLLM's ask for it
};

// How it is asked.
enum class openai_dialect : std::uint8_t {
    openai,
    azure,  // a deployment is a part of the address, the version of the API another; the key has a header of its own
    ollama,  // lists its models through its own API
};

// Which of OpenAI's two APIs gives the answers.
enum class openai_api : std::uint8_t {
    chat,       // Chat Completions, which all compatible servers speak
    responses,  // Responses, where there are thoughts to be seen and sent back
};

// One server that speaks OpenAI's API.
struct openai_config {
    upstream server{.name = "openai", .base_url = "https://api.openai.com/v1"};
    openai_dialect dialect = openai_dialect::openai;
    openai_api api = openai_api::chat;
    bool background = false;  // Responses that may be taken up again are kept there while they are written
    continuation continues = continuation::unsupported;
    // OpenAI's own newer models refuse `max_tokens`; most other servers know nothing else.
    bool max_completion_tokens = false;
    std::string api_version{};  // Azure's
};

// OpenAI itself, or what `base_url` names in its place. An empty `base_url` means OpenAI's own.
openai_config openai_at(std::string base_url, std::string api_key);
// Ollama; `base_url` is taken with and without its "/v1".
openai_config ollama_at(std::string base_url);
// llama.cpp's server; the same.
openai_config llama_cpp_at(std::string base_url);

struct azure_address {
    std::string endpoint;  // "https://<resource>.openai.azure.com"
    std::string api_version;  // empty: one that is known to work
    std::string deployment;  // the one to use where nobody names one
};
openai_config azure_at(azure_address where, std::string api_key);

// Where a completion by `model` is asked for, where its embeddings, and where the list of models is.
std::string chat_url(openai_config const& of, std::string_view model);
std::string responses_url(openai_config const& of);
// A response that is kept: its events after that number, all of them where it is negative; and where it is stopped.
std::string response_url(openai_config const& of, std::string_view id, std::int64_t after);
std::string cancel_url(openai_config const& of, std::string_view id);
std::string embeddings_url(openai_config const& of, std::string_view model);
std::string models_url(openai_config const& of);

// Whether a model thinks before it answers, as its name tells: such models have thoughts to give and refuse a
// temperature.
bool openai_model_reasons(std::string_view model);

}  // namespace llm
