#include "llm/demo/tool_call.hpp"

#include "llm/demo/reply.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace llm {
namespace {

namespace json = boost::json;

// Something of the type that `schema` names: the user's words where it takes a text.
json::value sample(json::value const& schema, std::string_view prompt) {
    auto const* fields = schema.if_object();
    auto const* type = fields ? fields->if_contains("type") : nullptr;
    auto const* name = type ? type->if_string() : nullptr;
    if (!name) return nullptr;
    if (auto const* choices = fields->if_contains("enum");
        choices && choices->is_array() && !choices->get_array().empty())
        return choices->get_array().front();
    if (*name == "string") return json::string(prompt);
    if (*name == "integer" || *name == "number") return 1;
    if (*name == "boolean") return true;
    if (*name == "array") return json::array();
    if (*name == "object") return json::object();
    return nullptr;
}

std::string arguments_for(std::string const& parameters, std::string_view prompt) {
    json::object out;
    boost::system::error_code unreadable;
    auto const schema = json::parse(parameters, unreadable);
    auto const* fields = unreadable ? nullptr : schema.if_object();
    auto const* properties = fields ? fields->if_contains("properties") : nullptr;
    auto const* required = fields ? fields->if_contains("required") : nullptr;
    if (properties && properties->is_object() && required && required->is_array())
        for (auto const& name : required->get_array())
            if (auto const* property =
                    name.is_string() ? properties->get_object().if_contains(name.get_string()) : nullptr)
                out[name.get_string()] = sample(*property, prompt);
    return json::serialize(out);
}

}  // namespace

std::optional<tool_call> demo_tool_call(completion_request const& request) {
    if (request.tools.empty() || request.form.tools == tool_use::none) return std::nullopt;
    if (!request.messages.empty() && request.messages.back().who == role::tool) return std::nullopt;
    auto const named = std::ranges::find(request.tools, request.form.tool, &tool_definition::name);
    auto const& tool = named == request.tools.end() ? request.tools.front() : *named;
    auto const round = std::ranges::count(request.messages, role::tool, &message::who) + 1;
    return tool_call{fmt::format("call_demo_{}", round), tool.name,
                     arguments_for(tool.parameters, demo_prompt(request))};
}

}  // namespace llm
