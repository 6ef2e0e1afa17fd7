#include "llm/openai/response.hpp"

#include "core/unicode.hpp"
#include "llm/openai/failure.hpp"
#include "llm/openai/json_text.hpp"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace llm {
namespace {

namespace json = boost::json;

// Enough for an ordinary event, so that reading it takes nothing from the heap.
constexpr std::size_t arena_bytes = 4096;

json::object const* object_in(json::object const& fields, std::string_view name) {
    auto const* value = fields.if_contains(name);
    return value ? value->if_object() : nullptr;
}

json::array const* array_in(json::object const& fields, std::string_view name) {
    auto const* value = fields.if_contains(name);
    return value ? value->if_array() : nullptr;
}

std::string string_in(json::object const& fields, std::string_view name) {
    auto const* value = fields.if_contains(name);
    auto const* text = value ? value->if_string() : nullptr;
    return text ? std::string(*text) : std::string();
}

// A count of tokens: whole, never negative, never so large that sums of it overflow.
std::int64_t count_in(json::object const& fields, std::string_view name) {
    constexpr std::int64_t count_max = 1'000'000'000;
    auto const* value = fields.if_contains(name);
    if (!value) return 0;
    if (value->is_int64()) return std::clamp<std::int64_t>(value->get_int64(), 0, count_max);
    if (value->is_uint64()) return count_max;
    if (value->is_double()) return static_cast<std::int64_t>(std::clamp(value->get_double(), 0.0, double(count_max)));
    return 0;
}

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

template <class Delta>
void push_text(std::string text, std::vector<delta>& out) {
    if (!text.empty()) out.push_back(Delta{std::move(text)});
}

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

}  // namespace

core::result<void> openai_response::feed(std::string_view bytes, std::vector<delta>& out) {
    if (done_) return {};
    events_.feed(bytes);
    while (auto const event = events_.next()) {
        if (event->type != "message" && event->type != "error") continue;
        auto const data = trimmed(event->data);
        if (data == "[DONE]") return end(out);
        if (data.empty()) continue;
        if (auto taken = take_event(data, out); !taken) return taken;
    }
    if (events_.failed()) return unreadable();
    return {};
}

core::result<void> openai_response::read_whole(std::string_view body, std::vector<delta>& out) {
    if (auto taken = take_event(body, out); !taken) return taken;
    return end(out);
}

core::result<void> openai_response::end(std::vector<delta>& out) {
    if (done_) return {};
    done_ = true;
    push_text<thinking_delta>(thinking_.rest(), out);
    push_text<text_delta>(text_.rest(), out);
    if (!finish_) return openai_cut(by_);
    out.push_back(finish_delta{*finish_});
    return {};
}

core::result<void> openai_response::take_event(std::string_view text, std::vector<delta>& out) {
    alignas(std::max_align_t) unsigned char memory[arena_bytes];
    json::monotonic_resource arena(memory, sizeof memory);
    auto const event = parse_json_leniently(text, &arena);
    if (!event) return unreadable();
    auto const* fields = event->if_object();
    if (!fields) return {};   // a bare "ping" or null holds no part of an answer

    if (auto const* error = fields->if_contains("error"); error && !error->is_null())
        return openai_failure(read_openai_complaint(*error), by_, model_);
    if (auto const* choices = array_in(*fields, "choices"))
        for (auto const& choice : *choices)
            if (auto const* one = choice.if_object(); one && count_in(*one, "index") == 0) take_choice(*one, out);
    if (auto const* usage = object_in(*fields, "usage")) out.push_back(read_usage(*usage));
    return {};
}

void openai_response::take_choice(json::object const& choice, std::vector<delta>& out) {
    auto const* said = object_in(choice, "delta");
    if (!said) said = object_in(choice, "message");
    if (said) {
        auto thought = string_in(*said, "reasoning_content");
        if (thought.empty()) thought = string_in(*said, "reasoning");
        if (!thought.empty()) push_text<thinking_delta>(thinking_.join(std::move(thought)), out);
        if (auto text = content_in(*said); !text.empty()) push_text<text_delta>(text_.join(std::move(text)), out);
        if (auto text = string_in(*said, "refusal"); !text.empty())
            push_text<text_delta>(text_.join(std::move(text)), out);
        if (auto const* calls = array_in(*said, "tool_calls"))
            for (auto const& call : *calls) take_tool_call(call, out);
    }
    if (finish_) return;   // the first one stands
    if (auto const why = string_in(choice, "finish_reason"); !why.empty()) finish_ = read_finish(why);
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

core::error openai_response::unreadable() const {
    core::error out{core::errc::upstream_failed, fmt::format("{} sent something that can't be read.", by_.name)};
    out.provider = by_.name;
    out.retryable = true;
    return out;
}

}  // namespace llm
