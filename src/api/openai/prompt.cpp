#include "api/openai/prompt.hpp"

#include "api/dropin/message_parts.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace api::openai {

namespace json = boost::json;

namespace {

constexpr std::size_t stop_max = 16;

void read_part(json::object const& part, std::string const& at, llm::message& into, body_problems& problems) {
    auto const type = text_member(part, "type", at, problems);
    if (type == "text") return add_text(into, text_member(part, "text", at, problems));
    if (type == "refusal") return add_text(into, text_member(part, "refusal", at, problems));
    if (type != "image_url") return problems.add(at + "/type", "must be text or image_url; nothing else is understood");
    if (into.who != llm::role::user && into.who != llm::role::tool)
        return problems.add(at, "pictures come from users and tools only");
    if (auto const* image = object_member(part, "image_url", at, problems))
        add_image(into, text_member(*image, "url", at, problems), at + "/image_url/url", problems);
}

void read_content(json::object const& from, std::string const& at, llm::message& into, body_problems& problems) {
    auto const* content = from.if_contains("content");
    bool const may_lack = into.who == llm::role::assistant;
    if (!content || content->is_null()) {
        if (!may_lack) problems.add(at + "/content", "is required");
        return;
    }
    if (auto const* text = content->if_string()) return add_text(into, {text->data(), text->size()});
    read_objects(*content, at + "/content", {"parts, or a string"}, problems,
                 [&](auto const& part, auto const& where) { read_part(part, where, into, problems); });
}

void read_calls(json::object const& from, std::string const& at, llm::message& into, body_problems& problems) {
    auto const* calls = from.if_contains("tool_calls");
    if (!calls || calls->is_null()) return;
    read_objects(*calls, at + "/tool_calls", {"calls"}, problems, [&](auto const& call, auto const& where) {
        auto const* function = object_member(call, "function", where, problems);
        if (!function) return;
        into.tool_calls.push_back({text_member(call, "id", where, problems),
                                   text_member(*function, "name", where + "/function", problems),
                                   text_member(*function, "arguments", where + "/function", problems)});
    });
}

std::optional<llm::role> role_of(std::string_view name) {
    if (name == "developer") return llm::role::system;
    return llm::role_from(name);
}

}  // namespace

std::vector<llm::message> read_messages(json::value const& from, body_problems& problems) {
    std::vector<llm::message> out;
    read_objects(from, "/messages", messages_bounds, problems, [&](auto const& fields, auto const& at) {
        auto const who = role_of(text_member(fields, "role", at, problems));
        if (!who) problems.add(at + "/role", "must be system, developer, user, assistant or tool");
        if (problems.any()) return;
        auto& message = out.emplace_back(llm::message{.who = *who});
        read_content(fields, at, message, problems);
        if (*who == llm::role::assistant) read_calls(fields, at, message, problems);
        if (*who == llm::role::tool) message.tool_call_id = text_member(fields, "tool_call_id", at, problems);
    });
    return out;
}

namespace {

// One tool: its name, description and parameters stand in `from`.
void add_tool(json::object const& from, std::string const& at, std::vector<llm::tool_definition>& to,
              body_problems& problems) {
    llm::tool_definition tool{.name = text_member(from, "name", at, problems),
                              .description = text_member(from, "description", at, problems, false)};
    if (tool.name.empty() || tool.name.size() > 128) problems.add(at + "/name", "must have 1 to 128 characters");
    if (auto const* parameters = from.if_contains("parameters"); parameters && !parameters->is_null()) {
        if (!parameters->is_object()) problems.add(at + "/parameters", "must be an object");
        tool.parameters = json::serialize(*parameters);
    }
    to.push_back(std::move(tool));
}

std::vector<llm::tool_definition> read_tools(json::value const& from, bool nested, body_problems& problems) {
    std::vector<llm::tool_definition> out;
    if (from.is_null()) return out;
    read_objects(from, "/tools", tools_bounds, problems, [&](auto const& tool, auto const& at) {
        if (text_member(tool, "type", at, problems) != "function")
            return problems.add(at + "/type", "must be function: the caller runs the tools here");
        auto const* function = nested ? object_member(tool, "function", at, problems) : &tool;
        if (function) add_tool(*function, nested ? at + "/function" : at, out, problems);
    });
    return out;
}

}  // namespace

std::vector<llm::tool_definition> read_tools(json::value const& from, body_problems& problems) {
    return read_tools(from, true, problems);
}

std::vector<llm::tool_definition> read_flat_tools(json::value const& from, body_problems& problems) {
    return read_tools(from, false, problems);
}

void read_tool_choice(json::value const& from, llm::answer_form& into, body_problems& problems) {
    using llm::tool_use;
    if (from.is_null()) return;
    if (auto const* word = from.if_string()) {
        if (*word == "auto") into.tools = tool_use::automatic;
        else if (*word == "none") into.tools = tool_use::none;
        else if (*word == "required") into.tools = tool_use::required;
        else problems.add("/tool_choice", "must be auto, none, required, or name a function");
        return;
    }
    auto const* fields = from.if_object();
    auto const* function = fields ? fields->if_contains("function") : nullptr;
    auto const* named = function ? function->if_object() : fields;   // the Responses API names it right here
    if (!named || !named->contains("name"))
        return problems.add("/tool_choice", "must be auto, none, required, or name a function");
    into.tools = tool_use::named;
    into.tool = text_member(*named, "name", "/tool_choice", problems);
}

std::vector<std::string> read_stop(json::value const& from, body_problems& problems) {
    std::vector<std::string> out;
    if (from.is_null()) return out;
    auto const add = [&](json::value const& each) {
        auto const* text = each.if_string();
        if (!text || text->empty()) problems.add("/stop", "must be a text, or a list of texts, none empty");
        else out.emplace_back(text->data(), text->size());
    };
    if (auto const* list = from.if_array()) {
        if (list->size() > stop_max) problems.add("/stop", fmt::format("must have at most {} texts", stop_max));
        else
            for (auto const& each : *list) add(each);
    } else {
        add(from);
    }
    return out;
}

std::string read_response_format(json::value const& from, body_problems& problems) {
    if (from.is_null()) return {};
    auto const* fields = from.if_object();
    auto const type = fields ? text_member(*fields, "type", "/response_format", problems) : std::string();
    if (type == "text") return {};
    if (type != "json_object" && type != "json_schema") {
        problems.add("/response_format", "must be of type text, json_object or json_schema");
        return {};
    }
    if (type == "json_schema") object_member(*fields, "json_schema", "/response_format", problems);
    return json::serialize(from);
}

}  // namespace api::openai
