#include "llm/wire/json_write.hpp"

#include <boost/json/parse.hpp>

#include <utility>

namespace llm {

namespace json = boost::json;

json::object object_or(std::string_view text, json::object otherwise, json::storage_ptr memory) {
    boost::system::error_code unreadable;
    auto value = json::parse(text, unreadable, std::move(memory));
    if (unreadable || !value.is_object()) return otherwise;
    return std::move(value.get_object());
}

json::object tool_schema(tool_definition const& tool, json::storage_ptr memory) {
    json::object nothing(memory);
    nothing["type"] = "object";
    return object_or(tool.parameters, std::move(nothing), std::move(memory));
}

}  // namespace llm
