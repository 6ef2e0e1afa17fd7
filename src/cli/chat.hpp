#pragma once

#include "cli/commands.hpp"

namespace cli {

// `parlance chat`: a conversation in the terminal, or one question in a pipe. Returns the process's exit status.
int run_chat(chat_command const& what);

}  // namespace cli
