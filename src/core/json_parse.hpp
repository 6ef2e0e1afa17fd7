#pragma once

#include "core/result.hpp"

#include <boost/json/storage_ptr.hpp>
#include <boost/json/value.hpp>

#include <string>
#include <string_view>

namespace core {

inline constexpr std::size_t json_depth_max = 32;

// Parses JSON that comes from outside, strictly: one value, valid UTF-8, at most 32 levels, no key twice in one object,
// no number beyond a double. Fails with errc::invalid_input and one detail that says where and what. Never throws on
// input. The value's memory comes from `memory`.
result<boost::json::value> parse_json(std::string_view text, boost::json::storage_ptr memory = {});

// `pointer` with one more step (RFC 6901): "/a" + "b/c" = "/a/b~1c". A step from a client is cut to 64 characters.
std::string json_pointer(std::string_view pointer, std::string_view step);

// What a value is, for messages: "a string", "null".
char const* kind_name(boost::json::value const& value);

// An invalid_input error out of what is wrong with the fields. The message names the first problem.
error invalid_fields(std::vector<field_problem> problems);

}  // namespace core
