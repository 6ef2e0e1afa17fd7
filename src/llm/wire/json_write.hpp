#pragma once

#include "llm/message.hpp"

#include <boost/json/object.hpp>

#include <string_view>

namespace llm {

// What `text` says, if that is a JSON object; else `otherwise`.
boost::json::object object_or(std::string_view text, boost::json::object otherwise, boost::json::storage_ptr memory);

// The JSON Schema of a tool's parameters: an object without properties where it has none that can be read.
boost::json::object tool_schema(tool_definition const& tool, boost::json::storage_ptr memory);

}  // namespace llm
