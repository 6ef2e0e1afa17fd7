#pragma once

#include "support/api_client.hpp"

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

namespace negative {

// One request to the whole server, and what it must be answered. In `path`, {turn} and {foreign} stand for an ended
// turn of the caller and for one of somebody else.
struct request_row {
    std::string id;     // of the rule that it belongs to
    std::string name;   // unique among its id's rows
    std::string method;
    std::string path;
    int status;
    std::string code;   // of the error; empty: any
    std::string body{};
    support::extra_fields fields{};
};

inline void PrintTo(request_row const& row, std::ostream* out) { *out << row.method << ' ' << row.path; }

// "S-02", "future" -> "S_02_future": a name that GoogleTest takes.
std::string test_name(std::string id, std::string const& name);

}  // namespace negative
