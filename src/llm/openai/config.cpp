#include "llm/openai/config.hpp"

#include <utility>

namespace llm {
namespace {

std::string with_version(std::string url) {
    url = without_slash(std::move(url));
    return url.ends_with("/v1") ? url : url + "/v1";
}

std::string azure_url(openai_config const& of, std::string const& path) {
    return of.server.base_url + "/openai" + path + "?api-version=" + url_segment(of.api_version);
}

std::string model_url(openai_config const& of, std::string_view model, std::string const& path) {
    if (of.dialect == openai_dialect::azure) return azure_url(of, "/deployments/" + url_segment(model) + path);
    return of.server.base_url + path;
}

}  // namespace

openai_config openai_at(std::string base_url, std::string api_key) {
    openai_config out;
    out.server.api_key = std::move(api_key);
    out.server.key_setting = "OPENAI_API_KEY";
    out.server.url_setting = "OPENAI_BASE_URL";
    if (!base_url.empty()) out.server.base_url = without_slash(std::move(base_url));
    if (out.server.base_url.starts_with("https://api.openai.com/")) {
        out.server.usual_model = "gpt-4o-mini";
        out.server.usual_embedding_model = "text-embedding-3-small";
        out.max_completion_tokens = true;
    }
    return out;
}

openai_config ollama_at(std::string base_url) {
    return {.server = {.name = "ollama",
                       .base_url = with_version(std::move(base_url)),
                       .usual_embedding_model = "nomic-embed-text",
                       .url_setting = "OLLAMA_BASE_URL",
                       .missing_model_remedy = "Get it with `ollama pull`."},
            .dialect = openai_dialect::ollama};
}

openai_config llama_cpp_at(std::string base_url) {
    return {.server = {.name = "llamacpp", .base_url = with_version(std::move(base_url))},
            .continues = continuation::last_message};
}

openai_config azure_at(azure_address where, std::string api_key) {
    return {.server = {.name = "azure",
                       .base_url = without_slash(std::move(where.endpoint)),
                       .api_key = std::move(api_key),
                       .usual_model = std::move(where.deployment),
                       .key_setting = "AZURE_OPENAI_API_KEY",
                       .url_setting = "AZURE_OPENAI_ENDPOINT",
                       .missing_model_remedy = "Check AZURE_OPENAI_DEPLOYMENT and AZURE_OPENAI_ENDPOINT."},
            .dialect = openai_dialect::azure,
            .max_completion_tokens = true,
            .api_version = where.api_version.empty() ? "2024-10-21" : std::move(where.api_version)};
}

std::string chat_url(openai_config const& of, std::string_view model) {
    return model_url(of, model, "/chat/completions");
}

std::string responses_url(openai_config const& of) { return of.server.base_url + "/responses"; }

std::string response_url(openai_config const& of, std::string_view id, std::int64_t after) {
    auto const all = responses_url(of) + "/" + url_segment(id) + "?stream=true";
    return after < 0 ? all : all + "&starting_after=" + std::to_string(after);
}

std::string cancel_url(openai_config const& of, std::string_view id) {
    return responses_url(of) + "/" + url_segment(id) + "/cancel";
}

std::string embeddings_url(openai_config const& of, std::string_view model) {
    return model_url(of, model, "/embeddings");
}

std::string models_url(openai_config const& of) {
    auto const& base = of.server.base_url;
    if (of.dialect == openai_dialect::azure) return azure_url(of, "/models");
    if (of.dialect == openai_dialect::ollama) return base.substr(0, base.size() - 3) + "/api/tags";  // without "/v1"
    return base + "/models";
}

// "o3", "o4-mini", "codex-…", and of the GPTs those from 5 on that are not made to chat.
bool openai_model_reasons(std::string_view model) {
    auto const digit = [&](std::size_t at) { return at < model.size() && model[at] >= '0' && model[at] <= '9'; };
    if (model.starts_with("codex")) return true;
    if (model.starts_with('o')) return digit(1);
    if (!model.starts_with("gpt-") || model.contains("-chat")) return false;
    return digit(4) && (model[4] >= '5' || digit(5));
}

}  // namespace llm
