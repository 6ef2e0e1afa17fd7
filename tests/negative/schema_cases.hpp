#pragma once

#include "api/route.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace negative {

// A value for a field that somebody might send, as JSON.
struct odd_value {
    std::string name;
    std::string json;
};

std::vector<odd_value> const& odd_values();
// Integers that no field of this API can hold.
std::vector<odd_value> const& impossible_integers();

// Whether `value` has the JSON type of this kind of field. What has it may be accepted; what has not must be refused.
bool has_type_of(odd_value const& value, core::described_type const& type);

// The type below any number of optionals.
core::described_type const& plain(core::described_type const& type);

// A path of this route, every parameter filled in.
std::string path_of(api::route const& row);

// A body that this route takes, with `field` set to `value` besides what it needs.
std::string body_with(api::route const& row, std::string_view field, std::string const& value);

// "POST /api/v1/chat" -> "post_api_v1_chat": a name that GoogleTest takes.
std::string name_of(api::route const& row);

}  // namespace negative
