#pragma once

#include "cli/commands.hpp"

namespace cli {

// Runs the server until a signal ends it. Returns the process's exit status.
int run_serve(serve_command const& what);

}  // namespace cli
