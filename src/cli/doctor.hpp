#pragma once

#include "cli/checks/finding.hpp"

#include <vector>

namespace cli {

// `parlance config check`: the settings, and what they need, without starting and without a network.
std::vector<finding> run_config_check(configuration const& from);

// `parlance doctor`: everything that a server of these settings needs.
std::vector<finding> run_doctor(configuration const& from);

}  // namespace cli
