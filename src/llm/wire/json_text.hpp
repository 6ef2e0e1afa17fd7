#pragma once

#include <boost/json/value.hpp>

#include <optional>
#include <string_view>

namespace llm {

// Parses what a provider sent, into `memory`. Bytes that are no UTF-8 pass through unchanged; half of a surrogate pair
// ("\ud83d", when a server cut its text between two UTF-16 units) is read as U+FFFD. Nothing for what is no JSON.
std::optional<boost::json::value> parse_json_leniently(std::string_view text, boost::json::storage_ptr memory);

}  // namespace llm
