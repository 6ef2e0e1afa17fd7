#pragma once

#include "core/settings.hpp"

#include <string>
#include <vector>

namespace core {

struct settings_findings {
    std::vector<std::string> errors;     // any of them stops the start
    std::vector<std::string> warnings;
};

// What is wrong with settings that are each valid alone. Pure.
settings_findings check_settings(settings const& values);

}  // namespace core
