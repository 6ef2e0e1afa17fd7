#include "llm/openai/config.hpp"

#include <utility>

namespace llm {
namespace {

std::string without_slash(std::string url) {
    while (url.ends_with('/')) url.pop_back();
    return url;
}

std::string with_version(std::string url) {
    url = without_slash(std::move(url));
    return url.ends_with("/v1") ? url : url + "/v1";
}

}  // namespace

openai_config openai_at(std::string base_url, std::string api_key) {
    openai_config out;
    out.api_key = std::move(api_key);
    out.key_setting = "OPENAI_API_KEY";
    out.url_setting = "OPENAI_BASE_URL";
    if (!base_url.empty()) out.base_url = without_slash(std::move(base_url));
    if (out.base_url.starts_with("https://api.openai.com/")) {
        out.usual_model = "gpt-4o-mini";
        out.max_completion_tokens = true;
    }
    return out;
}

openai_config ollama_at(std::string base_url) {
    return {.name = "ollama", .base_url = with_version(std::move(base_url)), .url_setting = "OLLAMA_BASE_URL"};
}

openai_config llama_cpp_at(std::string base_url) {
    return {.name = "llamacpp", .base_url = with_version(std::move(base_url)), .continues = continuation::last_message};
}

}  // namespace llm
