#include "api/openai/response_input.hpp"

#include "api/dropin/message_parts.hpp"
#include "api/openai/prompt.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
namespace api::openai {

namespace json = boost::json;

namespace {

constexpr list_bounds items_bounds{"items, or a string", 10'000, 1};

void read_part(json::object const& part, std::string const& at, llm::message& into, body_problems& problems) {
    auto const type = text_member(part, "type", at, problems);
    if (type == "input_text" || type == "output_text" || type == "text")
        return add_text(into, text_member(part, "text", at, problems));
    if (type == "refusal") return add_text(into, text_member(part, "refusal", at, problems));
    bool const may_show = into.who == llm::role::user || into.who == llm::role::tool;
    if (type == "input_image" && may_show)
        return add_image(into, text_member(part, "image_url", at, problems), at + "/image_url", problems);
    problems.add(at + "/type", "must be input_text, output_text, or an input_image of a user or a tool");
}

void read_parts(json::value const& from, std::string const& at, llm::message& into, body_problems& problems) {
    if (auto const* text = from.if_string()) return add_text(into, {text->data(), text->size()});
    read_objects(from, at, {"parts, or a string"}, problems,
                 [&](auto const& part, auto const& where) { read_part(part, where, into, problems); });
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

void read_item(json::object const& item, std::string const& at, std::vector<llm::message>& to,
               body_problems& problems) {
    auto const type = text_member(item, "type", at, problems, false);
    if (type.empty() || type == "message") return read_message(item, at, to, problems);
    if (type == "function_call") return read_call(item, at, to, problems);
    if (type == "reasoning") return;   // says nothing to another model
    if (type != "function_call_output")
        return problems.add(at + "/type", "must be message, function_call, function_call_output or reasoning");
    llm::message result{.who = llm::role::tool, .tool_call_id = text_member(item, "call_id", at, problems)};
    if (auto const* output = item.if_contains("output")) read_parts(*output, at + "/output", result, problems);
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
    read_objects(input, "/input", items_bounds, problems,
                 [&](auto const& item, auto const& at) { read_item(item, at, out, problems); });
    if (out.empty()) problems.add("/input", "must hold a message");
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
