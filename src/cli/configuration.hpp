#pragma once

#include "cli/commands.hpp"
#include "core/settings/check.hpp"
#include "core/settings/load.hpp"

#include <string>

namespace cli {

// Reads and loads the settings of a command.
core::result<core::loaded_settings> load_configuration(configuration const& from);

// Every setting with its value and origin, as a table or as a JSON array.
std::string show_configuration(core::loaded_settings const& loaded, output as);

}  // namespace cli
