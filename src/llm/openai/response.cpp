#include "llm/openai/response.hpp"

#include "core/unicode.hpp"
#include "llm/wire/json_fields.hpp"

#include <boost/json/serialize.hpp>

namespace llm {
namespace {

namespace json = boost::json;

// A message's text: a string, or a list of parts of which some are text.
std::string content_in(json::object const& message) {
    auto out = string_in(message, "content");
    if (auto const* parts = array_in(message, "content"))
        for (auto const& part : *parts)
            if (auto const* fields = part.if_object()) out += string_in(*fields, "text");
    return out;
}

finish_reason read_finish(std::string_view word) {
    if (word == "length" || word == "max_tokens") return finish_reason::length;
    if (word == "tool_calls" || word == "function_call") return finish_reason::tool_call;
    if (word == "content_filter") return finish_reason::content_filter;
    return finish_reason::stop;
}

usage_delta read_usage(json::object const& usage) {
    usage_delta out;
    out.tokens.prompt_tokens = count_in(usage, "prompt_tokens");
    out.tokens.completion_tokens = count_in(usage, "completion_tokens");
    if (auto const* details = object_in(usage, "prompt_tokens_details"))
        out.tokens.cached_tokens = count_in(*details, "cached_tokens");
    return out;
}

}  // namespace

core::result<void> openai_response::take(json::object const& event, std::vector<delta>& out) {
    if (auto const* error = event.if_contains("error"); error && !error->is_null()) return refusal(*error);
    if (auto const* choices = array_in(event, "choices"))
        for (auto const& choice : *choices)
            if (auto const* one = choice.if_object(); one && count_in(*one, "index") == 0) take_choice(*one, out);
    if (auto const* usage = object_in(event, "usage")) out.push_back(read_usage(*usage));
    return {};
}

void openai_response::take_choice(json::object const& choice, std::vector<delta>& out) {
    auto const* said = object_in(choice, "delta");
    if (!said) said = object_in(choice, "message");
    if (said) {
        auto thought = string_in(*said, "reasoning_content");
        if (thought.empty()) thought = string_in(*said, "reasoning");
        think(std::move(thought), out);
        say(content_in(*said), out);
        say(string_in(*said, "refusal"), out);
        if (auto const* calls = array_in(*said, "tool_calls"))
            for (auto const& call : *calls) take_tool_call(call, out);
    }
    if (auto const why = string_in(choice, "finish_reason"); !why.empty()) finish(read_finish(why));
}

void openai_response::take_tool_call(json::value const& call, std::vector<delta>& out) {
    auto const* fields = call.if_object();
    auto const* function = fields ? object_in(*fields, "function") : nullptr;
    if (!function) return;
    tool_call_delta piece;
    piece.index = static_cast<int>(count_in(*fields, "index"));
    piece.id = string_in(*fields, "id");
    piece.name = string_in(*function, "name");
    piece.arguments = string_in(*function, "arguments");
    if (auto const* arguments = object_in(*function, "arguments")) piece.arguments = json::serialize(*arguments);
    for (auto* text : {&piece.id, &piece.name, &piece.arguments})
        if (!core::valid_utf8(*text)) *text = core::to_valid_utf8(*text);
    if (auto told = calls_.take(std::move(piece))) out.push_back(std::move(*told));
}

}  // namespace llm
