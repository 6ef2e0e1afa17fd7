#pragma once

#include "cli/commands.hpp"

namespace cli {

// `parlance audit …`: the audit log of the installation, read directly from the database. Returns the process's exit
// status; exit_failed where the chain is broken.
int run_audit(audit_command const& what);

}  // namespace cli
