#pragma once

#include "llm/provider.hpp"

#include <optional>

namespace llm {

// A call of the first tool that the request offers, with arguments that its schema asks for. Nothing where no tool is
// offered or where one has answered since the last user message.
std::optional<tool_call> demo_tool_call(completion_request const& request);

}  // namespace llm
