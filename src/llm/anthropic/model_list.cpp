#include "llm/anthropic/model_list.hpp"

#include "llm/anthropic/config.hpp"
#include "llm/wire/json_fields.hpp"
#include "llm/wire/json_text.hpp"

namespace llm {

std::vector<model_info> read_anthropic_models(std::string_view body, std::string const& provider) {
    constexpr std::size_t models_max = 2'000;
    std::vector<model_info> out;
    auto const reply = parse_json_leniently(body, {});
    auto const* fields = reply ? reply->if_object() : nullptr;
    auto const* data = fields ? array_in(*fields, "data") : nullptr;
    if (!data) return out;
    for (auto const& one : *data) {
        auto const* model = one.if_object();
        auto const name = model ? string_in(*model, "id") : std::string();
        if (name.empty() || string_in(*model, "lifecycle") == "retired" || out.size() == models_max) continue;
        out.push_back({.id = provider + "/" + name,
                       .name = name,
                       .provider = provider,
                       .context_tokens = count_in(*model, "max_input_tokens"),
                       .can = {.prefill = anthropic_traits_of(name).prefill, .tools = true}});
    }
    return out;
}

}  // namespace llm
