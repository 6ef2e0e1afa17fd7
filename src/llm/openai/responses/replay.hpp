#pragma once

#include "llm/message.hpp"

#include <boost/json/array.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace llm {

// What a message item says to people: its texts and refusals.
std::string text_of_item(boost::json::object const& item);

// The items of this answer that came from `provider`, where there are any and they still say what the message says.
std::optional<boost::json::array> replayable_items(message const& one, std::string_view provider);

}  // namespace llm
