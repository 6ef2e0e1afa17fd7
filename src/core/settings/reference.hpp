#pragma once

#include "core/settings/table.hpp"

#include <string>

namespace core {

// docs/configuration.md and .env.example, made from the table of settings.
std::string settings_reference_markdown();
std::string settings_env_example();

// "1 to 65535", "true or false", "development, staging, production": what a setting may be, for people.
std::string allowed_text(setting const& row);

}  // namespace core
