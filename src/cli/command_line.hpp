#pragma once

#include "cli/commands.hpp"

#include <string>
#include <vector>

namespace cli {

// Reads the arguments after the program's name. Pure: prints nothing, reads nothing, never throws on input.
command parse_command_line(std::vector<std::string> arguments);

// The tree of commands and flags, for completion and for tests.
struct flag_node {
    std::string name;   // "--port"
    std::string description;
    bool takes_value = false;
};

struct command_node {
    std::string name;
    std::string description;
    std::vector<flag_node> flags;
    std::vector<command_node> children;
};

command_node command_tree();

}  // namespace cli
