#include "llm/openai/ollama_models.hpp"

#include "llm/chat_model.hpp"
#include "llm/wire/json_fields.hpp"
#include "llm/wire/json_text.hpp"

namespace llm {
namespace {

// BERT and its kin only embed.
bool embeds(boost::json::object const& model) {
    auto const* details = object_in(model, "details");
    return details && string_in(*details, "family").find("bert") != std::string::npos;
}

}  // namespace

std::vector<std::string> read_ollama_models(std::string_view body) {
    std::vector<std::string> out;
    auto const reply = parse_json_leniently(body, {});
    auto const* fields = reply ? reply->if_object() : nullptr;
    auto const* list = fields ? array_in(*fields, "models") : nullptr;
    if (!list) return out;
    for (auto const& one : *list) {
        auto const* model = one.if_object();
        auto name = model ? string_in(*model, "name") : std::string();
        if (!name.empty() && looks_like_chat_model(name) && !embeds(*model)) out.push_back(std::move(name));
    }
    return out;
}

}  // namespace llm
