#pragma once

#include "core/settings/sources.hpp"

#include <map>
#include <optional>
#include <string>

namespace core {

// Which files to read. Unset means PARLANCE_CONFIG or PARLANCE_ENV_FILE, else parlance.toml or .env in the working
// directory where they exist. An empty path means none.
struct settings_files {
    std::optional<std::string> config;
    std::optional<std::string> env_file;
};

// Reads the environment, the files and the credentials of systemd: the only place that touches the environment. Fails
// with errc::invalid_input when a file that was named cannot be read.
result<settings_sources> read_settings_sources(std::map<std::string, std::string> flags, settings_files const& files);

// The API key that a command of ours shows a server: of the file that was named, else PARLANCE_API_KEY, or of the file
// that PARLANCE_API_KEY_FILE names. Empty: none. Fails with errc::invalid_input.
result<std::string> read_api_key(std::string const& file);

}  // namespace core
