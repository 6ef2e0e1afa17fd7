#include "llm/openai/responses/request.hpp"

#include "llm/openai/config.hpp"
#include "llm/openai/responses/replay.hpp"
#include "llm/wire/json_write.hpp"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <utility>

namespace llm {
namespace {

namespace json = boost::json;

constexpr int max_tokens_min = 16;

void write_text(message const& one, json::array& to) {
    to.push_back(json::value({{"role", to_string(one.who)}, {"content", one.text}}, to.storage()));
}

// The text, or with images the list of parts that they need.
json::value write_content(message const& one, json::storage_ptr memory) {
    if (one.images.empty()) return json::value(one.text, memory);
    json::array parts(memory);
    if (!one.text.empty()) parts.push_back(json::value({{"type", "input_text"}, {"text", one.text}}, memory));
    for (auto const& shown : one.images) {
        auto const url = "data:" + shown.media_type + ";base64," + shown.base64;
        parts.push_back(json::value({{"type", "input_image"}, {"image_url", url}, {"detail", "auto"}}, memory));
    }
    return parts;
}

void write_shown(message const& one, json::array& to) {
    json::object out(to.storage());
    out["role"] = to_string(one.who);
    out["content"] = write_content(one, to.storage());
    to.push_back(std::move(out));
}

void write_result(message const& one, json::array& to) {
    json::object out(to.storage());
    out["type"] = "function_call_output";
    out["call_id"] = one.tool_call_id;
    out["output"] = write_content(one, to.storage());
    to.push_back(std::move(out));
}

void write_answer(message const& one, std::string_view provider, json::array& to) {
    if (auto items = replayable_items(one, provider)) {
        for (auto& item : *items) to.push_back(std::move(item));
        return;
    }
    if (!one.text.empty()) write_text(one, to);
    for (auto const& call : one.tool_calls)
        to.push_back(json::value({{"type", "function_call"},
                                  {"call_id", call.id},
                                  {"name", call.name},
                                  {"arguments", call.arguments.empty() ? "{}" : call.arguments}},
                                 to.storage()));
}

json::array write_input(completion_request const& request, std::string_view provider, json::storage_ptr memory) {
    json::array out(memory);
    for (auto const& one : request.messages) {
        if (one.who == role::assistant) write_answer(one, provider, out);
        else if (one.who == role::tool) write_result(one, out);
        else write_shown(one, out);
    }
    return out;
}

// Without `strict` the API would change the schemas of tools to make them so.
json::value write_tool(tool_definition const& tool, json::storage_ptr memory) {
    json::object out(memory);
    out["type"] = "function";
    out["name"] = tool.name;
    if (!tool.description.empty()) out["description"] = tool.description;
    out["parameters"] = tool_schema(tool, memory);
    out["strict"] = false;
    return out;
}

json::value write_choice(answer_form const& form, json::storage_ptr memory) {
    switch (form.tools) {
    case tool_use::automatic: return json::value("auto", memory);
    case tool_use::none:      return json::value("none", memory);
    case tool_use::required:  return json::value("required", memory);
    case tool_use::named:     break;
    }
    return json::value({{"type", "function"}, {"name", form.tool}}, memory);
}

void write_tools(completion_request const& request, json::object& out) {
    if (request.tools.empty()) return;
    json::array tools(out.storage());
    for (auto const& tool : request.tools) tools.push_back(write_tool(tool, out.storage()));
    out["tools"] = std::move(tools);
    auto const& form = request.form;
    if (form.tools != tool_use::automatic) out["tool_choice"] = write_choice(form, out.storage());
    if (form.parallel_calls) out["parallel_tool_calls"] = *form.parallel_calls;
}

// Here a schema stands beside its type, not one level below.
void write_format(answer_form const& form, json::object& out) {
    auto format = object_or(form.format, json::object(out.storage()), out.storage());
    if (auto const* described = format.if_contains("json_schema"); described && described->is_object()) {
        json::object flat(described->get_object(), out.storage());
        flat["type"] = "json_schema";
        format = std::move(flat);
    }
    json::object text(out.storage());
    if (!format.empty()) text["format"] = std::move(format);
    if (!form.verbosity.empty()) text["verbosity"] = form.verbosity;
    if (!text.empty()) out["text"] = std::move(text);
}

}  // namespace

bool responses_can_say(completion_request const& request) {
    auto const& form = request.form;
    return form.stop.empty() && !form.seed && !form.presence_penalty && !form.frequency_penalty &&
           request.max_tokens.value_or(max_tokens_min) >= max_tokens_min;
}

std::string write_responses_request(completion_request const& request, std::string_view provider, thoughts shown,
                                    bool kept) {
    json::monotonic_resource arena;
    json::storage_ptr const memory(&arena);
    bool const reasons = openai_model_reasons(request.model);

    json::object out(memory);
    out["model"] = request.model;
    out["stream"] = true;
    out["store"] = kept;
    if (kept) out["background"] = true;
    json::object reasoning(memory);
    if (reasons) {
        json::array include(memory);
        include.emplace_back("reasoning.encrypted_content");
        out["include"] = std::move(include);
        if (shown == thoughts::summarised) reasoning["summary"] = "auto";
    } else {
        if (request.temperature) out["temperature"] = *request.temperature;
        if (request.top_p) out["top_p"] = *request.top_p;
    }
    if (!request.form.effort.empty()) reasoning["effort"] = request.form.effort;
    if (!reasoning.empty()) out["reasoning"] = std::move(reasoning);
    if (request.max_tokens) out["max_output_tokens"] = *request.max_tokens;
    out["input"] = write_input(request, provider, memory);
    write_tools(request, out);
    write_format(request.form, out);
    return json::serialize(out);
}

}  // namespace llm
