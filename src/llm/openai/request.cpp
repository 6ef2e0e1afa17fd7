#include "llm/openai/request.hpp"

#include "llm/wire/json_write.hpp"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <utility>

namespace llm {
namespace {

namespace json = boost::json;

json::value write_call(tool_call const& call, json::storage_ptr memory) {
    return json::value(
        {{"id", call.id}, {"type", "function"}, {"function", {{"name", call.name}, {"arguments", call.arguments}}}},
        memory);
}

// The text and the images, as the list of parts that they need.
json::array write_parts(message const& one, json::storage_ptr memory) {
    json::array out(memory);
    if (!one.text.empty()) out.push_back(json::value({{"type", "text"}, {"text", one.text}}, memory));
    for (auto const& shown : one.images) {
        auto const url = "data:" + shown.media_type + ";base64," + shown.base64;
        out.push_back(json::value({{"type", "image_url"}, {"image_url", {{"url", url}}}}, memory));
    }
    return out;
}

json::value write_message(message const& one, json::storage_ptr memory) {
    json::object out(memory);
    out["role"] = to_string(one.who);
    if (one.text.empty() && !one.tool_calls.empty()) out["content"] = nullptr;
    else if (!one.images.empty() && one.who != role::tool) out["content"] = write_parts(one, memory);
    else out["content"] = one.text;
    if (!one.tool_calls.empty()) {
        json::array calls(memory);
        for (auto const& call : one.tool_calls) calls.push_back(write_call(call, memory));
        out["tool_calls"] = std::move(calls);
    }
    if (one.who == role::tool) out["tool_call_id"] = one.tool_call_id;
    return out;
}

// Results of tools are text there: the pictures of a run of them follow it, as a user's.
json::array write_messages(std::vector<message> const& from, json::storage_ptr memory) {
    json::array out(memory);
    message shown;
    auto const show = [&] {
        if (!shown.images.empty()) out.push_back(write_message(std::exchange(shown, {}), memory));
    };
    for (auto const& one : from) {
        if (one.who != role::tool) show();
        else shown.images.insert(shown.images.end(), one.images.begin(), one.images.end());
        out.push_back(write_message(one, memory));
    }
    show();
    return out;
}

json::value write_tool(tool_definition const& tool, json::storage_ptr memory) {
    json::object function(memory);
    function["name"] = tool.name;
    if (!tool.description.empty()) function["description"] = tool.description;
    function["parameters"] = tool_schema(tool, memory);
    json::object out(memory);
    out["type"] = "function";
    out["function"] = std::move(function);
    return out;
}

json::value write_choice(answer_form const& form, json::storage_ptr memory) {
    switch (form.tools) {
    case tool_use::automatic: return json::value("auto", memory);
    case tool_use::none:      return json::value("none", memory);
    case tool_use::required:  return json::value("required", memory);
    case tool_use::named:     break;
    }
    return json::value({{"type", "function"}, {"function", {{"name", form.tool}}}}, memory);
}

void write_form(completion_request const& request, json::object& out) {
    auto const& form = request.form;
    if (!request.tools.empty() && form.tools != tool_use::automatic)
        out["tool_choice"] = write_choice(form, out.storage());
    if (!request.tools.empty() && form.parallel_calls) out["parallel_tool_calls"] = *form.parallel_calls;
    if (!form.stop.empty()) {
        json::array stop(out.storage());
        for (auto const& each : form.stop) stop.emplace_back(each);
        out["stop"] = std::move(stop);
    }
    if (auto format = object_or(form.format, json::object(out.storage()), out.storage()); !format.empty())
        out["response_format"] = std::move(format);
    if (form.seed) out["seed"] = *form.seed;
    if (form.presence_penalty) out["presence_penalty"] = *form.presence_penalty;
    if (form.frequency_penalty) out["frequency_penalty"] = *form.frequency_penalty;
    if (!form.effort.empty()) out["reasoning_effort"] = form.effort;
    if (!form.verbosity.empty()) out["verbosity"] = form.verbosity;
}

// Asks the server to go on right after `text`.
void write_prefill(json::object& out, json::array& messages, std::string const& text, continuation how) {
    if (text.empty() || how == continuation::unsupported) return;
    messages.push_back(json::value({{"role", "assistant"}, {"content", text}}, messages.storage()));
    if (how != continuation::vllm) return;
    out["continue_final_message"] = true;
    out["add_generation_prompt"] = false;
}

}  // namespace

std::string write_openai_request(completion_request const& request, openai_config const& to) {
    json::monotonic_resource arena;
    json::storage_ptr const memory(&arena);

    json::object out(memory);
    out["model"] = request.model;
    out["stream"] = true;
    out["stream_options"] = json::value({{"include_usage", true}}, memory);
    if (request.temperature) out["temperature"] = *request.temperature;
    if (request.top_p) out["top_p"] = *request.top_p;
    if (request.max_tokens)
        out[to.max_completion_tokens ? "max_completion_tokens" : "max_tokens"] = *request.max_tokens;

    auto messages = write_messages(request.messages, memory);
    write_prefill(out, messages, request.prefill, to.continues);
    out["messages"] = std::move(messages);

    if (!request.tools.empty()) {
        json::array tools(memory);
        for (auto const& tool : request.tools) tools.push_back(write_tool(tool, memory));
        out["tools"] = std::move(tools);
    }
    write_form(request, out);
    return json::serialize(out);
}

}  // namespace llm
