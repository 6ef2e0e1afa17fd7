#pragma once

#include "cli/commands.hpp"

#include <string>

namespace cli {

// Version, commit and build, on one line.
std::string version_text(output as);

}  // namespace cli
