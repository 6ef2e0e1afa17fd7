#include "llm/gemini/request.hpp"

#include "llm/gemini/replay.hpp"
#include "llm/wire/json_write.hpp"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <span>

namespace llm {
namespace {

namespace json = boost::json;

// What Google says to send in place of the signature of a call that another model made.
constexpr char const* no_signature = "skip_thought_signature_validator";

bool is_ours(std::string_view id) { return id.empty() || id.starts_with(gemini_call_prefix); }

void write_text(std::string const& text, json::array& to) {
    if (!text.empty()) to.push_back(json::value({{"text", text}}, to.storage()));
}

void write_image(image const& shown, json::array& to) {
    to.push_back(json::value({{"inlineData", {{"mimeType", shown.media_type}, {"data", shown.base64}}}}, to.storage()));
}

void write_answer(message const& one, gemini_config const& by, bool wants_signatures, json::array& to) {
    if (auto parts = replayable_parts(one, by.server.name)) {
        for (auto& part : *parts) to.push_back(std::move(part));
        return;
    }
    write_text(one.text, to);
    for (auto const& call : one.tool_calls) {
        json::object function(to.storage());
        if (!is_ours(call.id)) function["id"] = call.id;
        function["name"] = call.name;
        function["args"] = object_or(call.arguments, json::object(to.storage()), to.storage());
        json::object part(to.storage());
        part["functionCall"] = std::move(function);
        if (wants_signatures) part["thoughtSignature"] = no_signature;
        to.push_back(std::move(part));
    }
}

// Gemini wants to be told which function answers: the name of the call, which came before.
std::string name_of_call(std::span<message const> earlier, std::string const& id) {
    for (auto one = earlier.rbegin(); one != earlier.rend(); ++one)
        for (auto const& call : one->tool_calls)
            if (call.id == id) return call.name;
    return "unknown";
}

void write_result(message const& one, std::span<message const> earlier, json::array& to) {
    json::object function(to.storage());
    if (!is_ours(one.tool_call_id)) function["id"] = one.tool_call_id;
    function["name"] = name_of_call(earlier, one.tool_call_id);
    function["response"] = json::value({{one.tool_failed ? "error" : "output", one.text}}, to.storage());
    json::object part(to.storage());
    part["functionResponse"] = std::move(function);
    to.push_back(std::move(part));
    for (auto const& shown : one.images) write_image(shown, to);
}

// Messages of one side that follow each other become one.
json::array write_contents(completion_request const& request, gemini_config const& by, json::storage_ptr memory) {
    bool const wants_signatures = gemini_traits_of(request.model).wants_signatures;
    json::array out(memory);
    bool last_is_answer = false;
    for (std::size_t i = 0; i < request.messages.size(); ++i) {
        auto const& one = request.messages[i];
        if (one.who == role::system) continue;
        bool const is_answer = one.who == role::assistant;
        json::array parts(memory);
        if (is_answer) write_answer(one, by, wants_signatures, parts);
        else if (one.who == role::tool) write_result(one, std::span(request.messages).first(i), parts);
        else {
            for (auto const& shown : one.images) write_image(shown, parts);
            write_text(one.text, parts);
        }
        if (parts.empty()) continue;
        if (out.empty() || is_answer != last_is_answer) {
            json::object content(memory);
            content["role"] = is_answer ? "model" : "user";
            content["parts"] = std::move(parts);
            out.push_back(std::move(content));
        } else {
            auto& content = out.back().at("parts").get_array();
            for (auto& part : parts) content.push_back(std::move(part));
        }
        last_is_answer = is_answer;
    }
    return out;
}

void write_format(std::string_view format, json::object& out) {
    auto const wanted = object_or(format, json::object(out.storage()), out.storage());
    auto const* type = wanted.if_contains("type");
    if (!type || !type->is_string() || !type->get_string().starts_with("json")) return;
    out["responseMimeType"] = "application/json";
    auto const* described = wanted.if_contains("json_schema");
    if (auto const* schema =
            described && described->is_object() ? described->get_object().if_contains("schema") : nullptr)
        out["responseJsonSchema"] = *schema;
}

void write_form(answer_form const& form, json::object& out) {
    if (!form.stop.empty()) {
        json::array stop(out.storage());
        for (auto const& each : form.stop) stop.emplace_back(each);
        out["stopSequences"] = std::move(stop);
    }
    if (form.seed) out["seed"] = *form.seed;
    if (form.top_k) out["topK"] = *form.top_k;
    if (form.presence_penalty) out["presencePenalty"] = *form.presence_penalty;
    if (form.frequency_penalty) out["frequencyPenalty"] = *form.frequency_penalty;
    write_format(form.format, out);
}

json::object write_choice(answer_form const& form, json::storage_ptr memory) {
    json::object config(memory);
    config["mode"] = form.tools == tool_use::none ? "NONE" : "ANY";
    if (form.tools == tool_use::named) {
        json::array names(memory);
        names.emplace_back(form.tool);
        config["allowedFunctionNames"] = std::move(names);
    }
    json::object out(memory);
    out["functionCallingConfig"] = std::move(config);
    return out;
}

json::object write_options(completion_request const& request, gemini_config const& to, json::storage_ptr memory) {
    json::object out(memory);
    if (request.temperature) out["temperature"] = *request.temperature;
    else if (to.temperature) out["temperature"] = *to.temperature;
    if (request.top_p) out["topP"] = *request.top_p;
    if (request.max_tokens) out["maxOutputTokens"] = *request.max_tokens;
    write_form(request.form, out);
    if (gemini_traits_of(request.model).thinks) {
        json::object thinking(memory);
        thinking["includeThoughts"] = true;
        auto const tokens = request.form.thinking_tokens;
        if (tokens && (*tokens != 0 || request.model.contains("flash"))) thinking["thinkingBudget"] = *tokens;
        out["thinkingConfig"] = std::move(thinking);
    }
    return out;
}

json::array write_tools(completion_request const& request, json::storage_ptr memory) {
    json::array functions(memory);
    for (auto const& tool : request.tools) {
        json::object function(memory);
        function["name"] = tool.name;
        if (!tool.description.empty()) function["description"] = tool.description;
        function["parametersJsonSchema"] = tool_schema(tool, memory);
        functions.push_back(std::move(function));
    }
    json::object declared(memory);
    declared["functionDeclarations"] = std::move(functions);
    json::array out(memory);
    out.push_back(std::move(declared));
    return out;
}

}  // namespace

std::string write_gemini_request(completion_request const& request, gemini_config const& to) {
    json::monotonic_resource arena;
    json::storage_ptr const memory(&arena);

    json::object out(memory);
    json::array system(memory);
    for (auto const& one : request.messages)
        if (one.who == role::system) write_text(one.text, system);
    if (!system.empty()) {
        json::object instruction(memory);
        instruction["parts"] = std::move(system);
        out["systemInstruction"] = std::move(instruction);
    }
    if (!request.tools.empty()) out["tools"] = write_tools(request, memory);
    if (!request.tools.empty() && request.form.tools != tool_use::automatic)
        out["toolConfig"] = write_choice(request.form, memory);
    if (auto options = write_options(request, to, memory); !options.empty())
        out["generationConfig"] = std::move(options);
    out["contents"] = write_contents(request, to, memory);
    return json::serialize(out);
}

}  // namespace llm
