#include "llm/anthropic/request.hpp"

#include "llm/anthropic/config.hpp"
#include "llm/anthropic/replay.hpp"
#include "llm/wire/json_write.hpp"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>

namespace llm {
namespace {

namespace json = boost::json;

constexpr std::string_view blanks = " \t\r\n\f\v";
constexpr int max_tokens_otherwise = 4096;   // the API wants to be told

bool is_blank(std::string_view text) { return text.find_first_not_of(blanks) == text.npos; }

// Ids of other providers may hold characters that this API refuses.
std::string id_of(std::string_view id) {
    std::string out(id);
    for (char& c : out) {
        bool const fits =
            (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '-';
        if (!fits) c = '_';
    }
    return out.empty() ? "_" : out;
}

// A text of blanks only is refused: it is left out.
void write_text(std::string const& text, json::array& to) {
    if (!is_blank(text)) to.push_back(json::value({{"type", "text"}, {"text", text}}, to.storage()));
}

void write_image(image const& shown, json::array& to) {
    to.push_back(json::value(
        {{"type", "image"}, {"source", {{"type", "base64"}, {"media_type", shown.media_type}, {"data", shown.base64}}}},
        to.storage()));
}

void write_result(message const& one, json::array& to) {
    json::object out(to.storage());
    out["type"] = "tool_result";
    out["tool_use_id"] = id_of(one.tool_call_id);
    if (!one.images.empty()) {
        json::array shown(to.storage());
        write_text(one.text, shown);
        for (auto const& each : one.images) write_image(each, shown);
        out["content"] = std::move(shown);
    } else if (!one.text.empty()) {
        out["content"] = one.text;
    }
    if (one.tool_failed) out["is_error"] = true;
    to.push_back(std::move(out));
}

void write_answer(message const& one, std::string_view provider, json::array& to) {
    if (auto blocks = replayable_blocks(one, provider)) {
        for (auto& block : *blocks) to.push_back(std::move(block));
        return;
    }
    write_text(one.text, to);
    for (auto const& call : one.tool_calls) {
        json::object out(to.storage());
        out["type"] = "tool_use";
        out["id"] = id_of(call.id);
        out["name"] = call.name;
        out["input"] = object_or(call.arguments, {}, to.storage());
        to.push_back(std::move(out));
    }
}

// Marks the end of a stretch of the prompt that the next request will begin with, too.
void mark_for_cache(json::array& blocks) {
    if (!blocks.empty() && blocks.back().is_object())
        blocks.back().get_object()["cache_control"] = json::value({{"type", "ephemeral"}}, blocks.storage());
}

json::array write_system(completion_request const& request, json::storage_ptr memory) {
    json::array out(memory);
    for (auto const& one : request.messages)
        if (one.who == role::system) write_text(one.text, out);
    return out;
}

// Messages of one side that follow each other become one: results of several calls belong together.
json::array write_messages(completion_request const& request, std::string_view provider, json::storage_ptr memory) {
    json::array out(memory);
    bool last_is_answer = false;
    for (auto const& one : request.messages) {
        if (one.who == role::system) continue;
        bool const is_answer = one.who == role::assistant;
        json::array blocks(memory);
        if (is_answer) write_answer(one, provider, blocks);
        else if (one.who == role::tool) write_result(one, blocks);
        else {
            for (auto const& shown : one.images) write_image(shown, blocks);
            write_text(one.text, blocks);
        }
        if (blocks.empty()) continue;
        if (out.empty() || is_answer != last_is_answer) {
            json::object message(memory);
            message["role"] = is_answer ? "assistant" : "user";
            message["content"] = std::move(blocks);
            out.push_back(std::move(message));
        } else {
            auto& content = out.back().at("content").get_array();
            for (auto& block : blocks) content.push_back(std::move(block));
        }
        last_is_answer = is_answer;
    }
    return out;
}

void write_options(completion_request const& request, anthropic_traits const& takes, json::object& out) {
    if (takes.sampling) {
        if (request.temperature) out["temperature"] = std::min(*request.temperature, 1.0);   // its scale ends there
        if (request.top_p && !(takes.one_sampling && request.temperature)) out["top_p"] = *request.top_p;
        if (request.form.top_k) out["top_k"] = *request.form.top_k;
    }
}

// A budget has at least 1024 tokens and leaves some for the answer.
void write_thinking(completion_request const& request, anthropic_traits const& takes, json::object& out) {
    constexpr std::int64_t least = 1024;
    auto const wanted = request.form.thinking_tokens.value_or(0);
    std::int64_t const most = request.max_tokens.value_or(max_tokens_otherwise) - 1;
    if (takes.always_thinks || (wanted != 0 && takes.adaptive && !takes.thinking_budget) ||
        (wanted < 0 && takes.adaptive))
        out["thinking"] = json::value({{"type", "adaptive"}, {"display", "summarized"}}, out.storage());
    else if (wanted > 0 && takes.thinking_budget && most >= least)
        out["thinking"] =
            json::value({{"type", "enabled"}, {"budget_tokens", std::clamp(wanted, least, most)}}, out.storage());
}

void write_choice(completion_request const& request, json::object& out) {
    auto const& form = request.form;
    if (form.tools == tool_use::automatic && !form.parallel_calls) return;
    json::object choice(out.storage());
    switch (form.tools) {
    case tool_use::automatic: choice["type"] = "auto"; break;
    case tool_use::none:      choice["type"] = "none"; break;
    case tool_use::required:  choice["type"] = "any"; break;
    case tool_use::named:
        choice["type"] = "tool";
        choice["name"] = form.tool;
        break;
    }
    if (form.parallel_calls && form.tools != tool_use::none)
        choice["disable_parallel_tool_use"] = !*form.parallel_calls;
    out["tool_choice"] = std::move(choice);
}

// A schema for the text, for which there is no mode for JSON of any shape; and how hard it is to think.
void write_output(answer_form const& form, anthropic_traits const& takes, json::object& out) {
    constexpr std::string_view efforts[] = {"low", "medium", "high", "max"};
    json::object config(out.storage());
    auto const wanted = object_or(form.format, json::object(out.storage()), out.storage());
    auto const* described = wanted.if_contains("json_schema");
    auto const* schema = described && described->is_object() ? described->get_object().if_contains("schema") : nullptr;
    if (schema) {
        json::object format(out.storage());
        format["type"] = "json_schema";
        format["schema"] = *schema;
        config["format"] = std::move(format);
    }
    if (takes.adaptive && std::ranges::find(efforts, form.effort) != std::end(efforts)) config["effort"] = form.effort;
    if (!config.empty()) out["output_config"] = std::move(config);
}

void write_stop(std::vector<std::string> const& stop, json::object& out) {
    json::array texts(out.storage());
    for (auto const& each : stop)
        if (each.find_first_not_of(blanks) != each.npos) texts.emplace_back(each);   // it refuses blank ones
    if (!texts.empty()) out["stop_sequences"] = std::move(texts);
}

}  // namespace

std::string_view trailing_blanks(std::string_view text) {
    auto const last = text.find_last_not_of(blanks);
    return text.substr(last == text.npos ? 0 : last + 1);
}

std::string write_anthropic_request(completion_request const& request, std::string_view provider) {
    json::monotonic_resource arena;
    json::storage_ptr const memory(&arena);
    auto const takes = anthropic_traits_of(request.model);
    bool const kept_going = request.purpose == "chat";   // else nothing will follow that could use a cache

    json::object out(memory);
    out["model"] = request.model;
    out["max_tokens"] = request.max_tokens.value_or(max_tokens_otherwise);
    out["stream"] = true;
    write_options(request, takes, out);
    write_thinking(request, takes, out);

    if (!request.tools.empty()) {
        json::array tools(memory);
        for (auto const& tool : request.tools) {
            json::object one(memory);
            one["name"] = tool.name;
            if (!tool.description.empty()) one["description"] = tool.description;
            one["input_schema"] = tool_schema(tool, memory);
            tools.push_back(std::move(one));
        }
        out["tools"] = std::move(tools);
        write_choice(request, out);
    }
    write_output(request.form, takes, out);
    write_stop(request.form.stop, out);
    if (auto system = write_system(request, memory); !system.empty()) {
        if (kept_going) mark_for_cache(system);
        out["system"] = std::move(system);
    }

    auto messages = write_messages(request, provider, memory);
    if (kept_going && !messages.empty() && messages.back().at("role") == "user")
        mark_for_cache(messages.back().at("content").get_array());
    auto const prefill =
        std::string_view(request.prefill).substr(0, request.prefill.size() - trailing_blanks(request.prefill).size());
    if (takes.prefill && !prefill.empty())
        messages.push_back(json::value({{"role", "assistant"}, {"content", prefill}}, memory));
    out["messages"] = std::move(messages);
    return json::serialize(out);
}

}  // namespace llm
