#pragma once

#include "core/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace core {

struct toml_entry {
    std::string table;   // "" at the top
    std::string key;
    std::string text;    // as an environment variable would have it; lists are comma-separated
    unsigned line = 0;
    bool is_value = true;   // false: a table in a table, a date, a list of lists, which no setting takes
};

struct toml_file {
    std::vector<toml_entry> entries;
    std::string problem;   // of the syntax, with its line; empty when there is none
};

toml_file parse_toml_file(std::string_view text);

// The same text as JSON, for files that are read by described structs. Fails with the line.
result<std::string> toml_to_json(std::string_view text);

}  // namespace core
