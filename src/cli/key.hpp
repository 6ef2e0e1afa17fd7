#pragma once

#include "cli/commands.hpp"

namespace cli {

// `parlance key …`: API keys of any user, directly in the database. Returns the process's exit status.
int run_key(key_command const& what);

}  // namespace cli
