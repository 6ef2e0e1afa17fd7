#pragma once

#include "api/call.hpp"

#include <string>
#include <string_view>

namespace api {

core::task<> get_usage(call& c);
core::task<> get_costs(call& c);

// A cell of a CSV file (RFC 4180): quoted where needed, and, where a spreadsheet would take it for a formula, with an
// apostrophe before it.
std::string csv_cell(std::string_view text);

}  // namespace api
