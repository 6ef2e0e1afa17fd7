#pragma once

#include "core/settings/sources.hpp"
#include "core/settings/table.hpp"

#include <string>
#include <vector>

namespace core {

// One setting as it stands, for `config show`.
struct shown_setting {
    setting const* row = nullptr;
    std::string value;    // masked where it is a secret
    std::string origin;   // "flag", "environment (APP_PORT)", ".env line 3", "parlance.toml line 2", "default"
};

struct loaded_settings {
    settings values;
    std::vector<shown_setting> shown;      // in the table's order
    std::vector<std::string> warnings;     // unknown names in .env
};

// Pure: the same sources give the same settings. Order: flag, environment, credentials, .env, TOML, default. Within one
// source PARLANCE_NAME beats NAME beats its aliases; an empty value counts as not set; values are trimmed. Fails with
// errc::invalid_input; `details` has a problem per setting, `message` all of them, a line each.
result<loaded_settings> load_settings(settings_sources const& sources);

// "********" for a secret that is set.
std::string masked(setting const& row, std::string const& text);

}  // namespace core
