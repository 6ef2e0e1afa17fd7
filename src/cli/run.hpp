#pragma once

#include <string>
#include <vector>

namespace cli {

// Does what the arguments after the program's name ask for. Returns the process's exit status: 0 done, 1 failed, 2 not
// understood.
int run(std::vector<std::string> arguments);

}  // namespace cli
