#pragma once

#include "core/task.hpp"
#include "llm/openai/config.hpp"
#include "llm/provider.hpp"
#include "net/http_client.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace llm {

// Where servers of models listen on one's own machine, unless told otherwise.
struct local_addresses {
    std::string ollama = "http://127.0.0.1:11434";
    std::string llama_cpp = "http://127.0.0.1:8080";
};

struct local_server {
    openai_config config;
    std::string model;   // the one to chat with: the first it lists
};

// Looks for a local Ollama, else a llama.cpp server, that has a model to chat with. Asks both at once and gives them
// about a second; where nobody listens the answer comes at once.
core::task<std::optional<local_server>> detect_local_server(net::http_client& client, local_addresses where = {});

// The model to use of provider `name` among these where nobody names one: its usual one, else the first it lists; empty
// where it can't be asked. `among` must outlive the task.
core::task<std::string> first_chat_model(std::vector<std::unique_ptr<provider>> const& among, std::string_view name);

// The models in llama.cpp's reply to GET /v1/models; none where the reply is some other server's.
std::vector<std::string> read_llama_cpp_models(std::string_view body);

}  // namespace llm
