#pragma once

#include "cli/commands.hpp"

namespace cli {

// `parlance user …`: accounts, as their operator sees them, directly in the database. Returns the process's exit
// status.
int run_user(user_command const& what);

}  // namespace cli
