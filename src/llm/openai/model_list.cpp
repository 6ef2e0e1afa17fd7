#include "llm/openai/model_list.hpp"

#include "llm/chat_model.hpp"
#include "llm/wire/json_text.hpp"

#include <array>

namespace llm {
namespace {

namespace json = boost::json;

constexpr std::size_t models_max = 2'000;

// The window, where the server tells it: vLLM and others do, under names of their own.
std::int64_t context_of(json::object const& model) {
    for (auto const name : {"max_model_len", "context_length", "context_window"})
        if (auto const* value = model.if_contains(name); value && value->is_int64() && value->get_int64() > 0)
            return value->get_int64();
    return 0;
}

}  // namespace

std::vector<model_info> read_openai_models(std::string_view body, std::string const& provider, features can) {
    std::vector<model_info> out;
    auto const reply = parse_json_leniently(body, {});
    auto const* fields = reply ? reply->if_object() : nullptr;
    auto const* data = fields ? fields->if_contains("data") : nullptr;
    if (!data || !data->is_array()) return out;
    for (auto const& one : data->get_array()) {
        auto const* model = one.if_object();
        auto const* id = model ? model->if_contains("id") : nullptr;
        if (!id || !id->is_string() || id->get_string().empty() || out.size() == models_max) continue;
        std::string name(id->get_string());
        if (!looks_like_chat_model(name)) continue;
        out.push_back({.id = provider + "/" + name,
                       .name = name,
                       .provider = provider,
                       .context_tokens = context_of(*model),
                       .can = can});
    }
    return out;
}

}  // namespace llm
