#pragma once

#include "cli/checks/finding.hpp"
#include "core/settings.hpp"

#include <vector>

namespace cli {

// The files that settings name and whose words the start obeys: ROUTING_FILE, MODELS_FILE, OIDC_PROVIDERS_FILE. Nothing
// of those that are not set.
std::vector<finding> check_named_files(core::settings const& values);

}  // namespace cli
