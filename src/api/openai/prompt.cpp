#include "api/openai/prompt.hpp"

#include "api/dropin/image_url.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace api::openai {

namespace json = boost::json;

namespace {

constexpr std::size_t messages_max = 10'000;
constexpr std::size_t tools_max = 128;   // as many calls as an answer can hold
constexpr std::size_t stop_max = 16;

void add_text(llm::message& into, std::string_view text) {
    if (!into.text.empty() && !text.empty()) into.text += '\n';
    into.text += text;
}

void read_part(json::value const& from, std::string const& at, llm::message& into, body_problems& problems) {
    auto const* part = from.if_object();
    if (!part) return problems.add(at, "must be an object");
    auto const type = text_member(*part, "type", at, problems);
    if (type == "text") return add_text(into, text_member(*part, "text", at, problems));
    if (type == "refusal") return add_text(into, text_member(*part, "refusal", at, problems));
    if (type != "image_url") return problems.add(at + "/type", "must be text or image_url; nothing else is understood");
    if (into.who != llm::role::user) return problems.add(at, "pictures come from users only");
    if (auto const* image = object_member(*part, "image_url", at, problems))
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
    auto const* parts = content->if_array();
    if (!parts) return problems.add(at + "/content", "must be a string or a list of parts");
    for (std::size_t i = 0; i < parts->size() && !problems.any(); ++i)
        read_part((*parts)[i], fmt::format("{}/content/{}", at, i), into, problems);
}

void read_calls(json::object const& from, std::string const& at, llm::message& into, body_problems& problems) {
    auto const* calls = from.if_contains("tool_calls");
    if (!calls || calls->is_null()) return;
    if (!calls->is_array()) return problems.add(at + "/tool_calls", "must be a list");
    for (std::size_t i = 0; i < calls->get_array().size() && !problems.any(); ++i) {
        auto const where = fmt::format("{}/tool_calls/{}", at, i);
        auto const* call = calls->get_array()[i].if_object();
        if (!call) return problems.add(where, "must be an object");
        auto const* function = object_member(*call, "function", where, problems);
        if (!function) return;
        into.tool_calls.push_back({text_member(*call, "id", where, problems),
                                   text_member(*function, "name", where + "/function", problems),
                                   text_member(*function, "arguments", where + "/function", problems)});
    }
}

std::optional<llm::role> role_of(std::string_view name) {
    if (name == "developer") return llm::role::system;
    return llm::role_from(name);
}

}  // namespace

std::vector<llm::message> read_messages(json::value const& from, body_problems& problems) {
    std::vector<llm::message> out;
    auto const* list = from.if_array();
    if (!list || list->empty() || list->size() > messages_max) {
        problems.add("/messages", fmt::format("must be a list of 1 to {} messages", messages_max));
        return out;
    }
    for (std::size_t i = 0; i < list->size() && !problems.any(); ++i) {
        auto const at = fmt::format("/messages/{}", i);
        auto const* fields = (*list)[i].if_object();
        auto const who = role_of(fields ? text_member(*fields, "role", at, problems) : "");
        if (!fields) problems.add(at, "must be an object");
        else if (!who) problems.add(at + "/role", "must be system, developer, user, assistant or tool");
        if (problems.any()) break;
        auto& message = out.emplace_back(llm::message{.who = *who});
        read_content(*fields, at, message, problems);
        if (*who == llm::role::assistant) read_calls(*fields, at, message, problems);
        if (*who == llm::role::tool) message.tool_call_id = text_member(*fields, "tool_call_id", at, problems);
    }
    return out;
}

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

std::vector<llm::tool_definition> read_tools(json::value const& from, body_problems& problems) {
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
        else if (auto const* function = object_member(*tool, "function", at, problems))
            add_tool(*function, at + "/function", out, problems);
    }
    return out;
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
