#include "llm/gemini/model_list.hpp"

#include "llm/chat_model.hpp"
#include "llm/wire/json_fields.hpp"
#include "llm/wire/json_text.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace llm {
namespace {

bool generates(boost::json::object const& model) {
    auto const* methods = array_in(model, "supportedGenerationMethods");
    return methods && std::ranges::find(*methods, "generateContent") != methods->end();
}

}  // namespace

std::vector<model_info> read_gemini_models(std::string_view body, std::string const& provider) {
    constexpr std::size_t models_max = 2'000;
    constexpr std::string_view prefix = "models/";
    std::vector<model_info> out;
    auto const reply = parse_json_leniently(body, {});
    auto const* fields = reply ? reply->if_object() : nullptr;
    auto const* models = fields ? array_in(*fields, "models") : nullptr;
    if (!models) return out;
    for (auto const& one : *models) {
        auto const* model = one.if_object();
        auto name = model ? string_in(*model, "name") : std::string();
        if (name.starts_with(prefix)) name.erase(0, prefix.size());
        if (name.empty() || !generates(*model) || !looks_like_chat_model(name) || out.size() == models_max) continue;
        out.push_back({.id = provider + "/" + name,
                       .name = name,
                       .provider = provider,
                       .context_tokens = count_in(*model, "inputTokenLimit"),
                       .can = {.prefill = false, .tools = true}});
    }
    return out;
}

}  // namespace llm
