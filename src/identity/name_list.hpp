#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace identity {

// Lists of names (scopes, models, features) as they stand in a column: a JSON array. What is none reads as empty.
std::string write_names(std::vector<std::string> const& names);
std::vector<std::string> read_names(std::string_view json);

}  // namespace identity
