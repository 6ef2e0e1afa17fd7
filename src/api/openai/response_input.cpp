#include "api/openai/response_input.hpp"

#include "api/dropin/image_url.hpp"
#include "api/openai/prompt.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace api::openai {

namespace json = boost::json;

namespace {

constexpr std::size_t items_max = 10'000;
constexpr std::size_t tools_max = 128;

void add_text(llm::message& into, std::string_view text) {
    if (!into.text.empty() && !text.empty()) into.text += '\n';
    into.text += text;
}

void read_part(json::value const& from, std::string const& at, llm::message& into, body_problems& problems) {
    auto const* part = from.if_object();
    if (!part) return problems.add(at, "must be an object");
    auto const type = text_member(*part, "type", at, problems);
    if (type == "input_text" || type == "output_text" || type == "text")
        return add_text(into, text_member(*part, "text", at, problems));
    if (type == "refusal") return add_text(into, text_member(*part, "refusal", at, problems));
    if (type == "input_image" && into.who == llm::role::user)
        return add_image(into, text_member(*part, "image_url", at, problems), at + "/image_url", problems);
    problems.add(at + "/type", "must be input_text, output_text or a user's input_image");
}

void read_parts(json::value const& from, std::string const& at, llm::message& into, body_problems& problems) {
    if (auto const* text = from.if_string()) return add_text(into, {text->data(), text->size()});
    auto const* parts = from.if_array();
    if (!parts) return problems.add(at, "must be a string or a list of parts");
    for (std::size_t i = 0; i < parts->size() && !problems.any(); ++i)
        read_part((*parts)[i], fmt::format("{}/{}", at, i), into, problems);
}

void read_message(json::object const& item, std::string const& at, std::vector<llm::message>& to,
                  body_problems& problems) {
    auto const role = text_member(item, "role", at, problems);
    auto const who = role == "developer" ? llm::role::system : llm::role_from(role);
    auto const* content = item.if_contains("content");
    if (!who || *who == llm::role::tool)
        return problems.add(at + "/role", "must be user, assistant, system or developer");
    if (!content) return problems.add(at + "/content", "is required");
    read_parts(*content, at + "/content", to.emplace_back(llm::message{.who = *who}), problems);
}

// The call belongs to the answer that it stands behind.
void read_call(json::object const& item, std::string const& at, std::vector<llm::message>& to,
               body_problems& problems) {
    if (to.empty() || to.back().who != llm::role::assistant) to.push_back({.who = llm::role::assistant});
    to.back().tool_calls.push_back({text_member(item, "call_id", at, problems), text_member(item, "name", at, problems),
                                    text_member(item, "arguments", at, problems)});
}

void read_item(json::value const& from, std::string const& at, std::vector<llm::message>& to, body_problems& problems) {
    auto const* item = from.if_object();
    if (!item) return problems.add(at, "must be an object");
    auto const type = text_member(*item, "type", at, problems, false);
    if (type.empty() || type == "message") return read_message(*item, at, to, problems);
    if (type == "function_call") return read_call(*item, at, to, problems);
    if (type == "reasoning") return;   // says nothing to another model
    if (type != "function_call_output")
        return problems.add(at + "/type", "must be message, function_call, function_call_output or reasoning");
    llm::message result{.who = llm::role::tool, .tool_call_id = text_member(*item, "call_id", at, problems)};
    if (auto const* output = item->if_contains("output")) read_parts(*output, at + "/output", result, problems);
    else problems.add(at + "/output", "is required");
    to.push_back(std::move(result));
}

}  // namespace

std::vector<llm::message> read_input(json::value const& input, std::string const& instructions,
                                     body_problems& problems) {
    std::vector<llm::message> out;
    if (!instructions.empty()) out.push_back({.who = llm::role::system, .text = instructions});
    if (auto const* text = input.if_string()) {
        if (text->empty()) problems.add("/input", "must not be empty");
        out.push_back({.who = llm::role::user, .text = std::string(text->data(), text->size())});
        return out;
    }
    auto const* items = input.if_array();
    if (!items || items->empty() || items->size() > items_max)
        problems.add("/input", fmt::format("must be a string or a list of 1 to {} items", items_max));
    else
        for (std::size_t i = 0; i < items->size() && !problems.any(); ++i)
            read_item((*items)[i], fmt::format("/input/{}", i), out, problems);
    if (out.empty()) problems.add("/input", "must hold a message");
    return out;
}

std::vector<llm::tool_definition> read_function_tools(json::value const& from, body_problems& problems) {
    std::vector<llm::tool_definition> out;
    if (from.is_null()) return out;
    auto const* list = from.if_array();
    if (!list || list->size() > tools_max) {
        problems.add("/tools", fmt::format("must be a list of at most {} tools", tools_max));
        return out;
    }
    for (std::size_t i = 0; i < list->size() && !problems.any(); ++i) {
        auto const at = fmt::format("/tools/{}", i);
        auto const* tool = (*list)[i].if_object();
        if (!tool) problems.add(at, "must be an object");
        else if (text_member(*tool, "type", at, problems) != "function")
            problems.add(at + "/type", "must be function: the caller runs the tools here");
        else add_tool(*tool, at, out, problems);
    }
    return out;
}

std::string read_text_format(json::value const& text, body_problems& problems) {
    auto const* fields = text.if_object();
    if (!text.is_null() && !fields) problems.add("/text", "must be an object");
    auto const* format = fields ? fields->if_contains("format") : nullptr;
    if (!format || format->is_null()) return {};
    auto const* wanted = format->if_object();
    if (!wanted) {
        problems.add("/text/format", "must be an object");
        return {};
    }
    if (text_member(*wanted, "type", "/text/format", problems) != "json_schema")
        return read_response_format(*format, problems);
    json::object described(*wanted);
    described.erase("type");
    object_member(*wanted, "schema", "/text/format", problems);
    return json::serialize(json::object{{"type", "json_schema"}, {"json_schema", std::move(described)}});
}

}  // namespace api::openai
