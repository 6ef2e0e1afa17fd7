#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace core {

struct env_line {
    int line = 0;
    std::string name;
    std::string value;
};

struct env_file {
    std::vector<env_line> lines;
    std::vector<int> malformed;   // numbers of lines that are no assignment
};

// Reads NAME=value lines: `export` before the name, # comments, 'single' and "double" quotes (with \n, \t, \", \\ in
// the latter). Nothing is expanded.
env_file parse_env_file(std::string_view text);

}  // namespace core
