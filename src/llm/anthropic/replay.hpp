#pragma once

#include "llm/message.hpp"

#include <boost/json/array.hpp>

#include <optional>
#include <string_view>

namespace llm {

// The blocks of this answer that came from `provider`, where there are any and they still say what the message says.
std::optional<boost::json::array> replayable_blocks(message const& one, std::string_view provider);

}  // namespace llm
