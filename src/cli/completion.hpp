#pragma once

#include "cli/command_line.hpp"

#include <string>
#include <string_view>

namespace cli {

// A script that completes the commands and flags of `tree`. `shell` is bash, zsh or fish.
std::string completion_script(command_node const& tree, std::string_view shell);

}  // namespace cli
