#pragma once

#include "core/result.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>

namespace core {

// A configuration file that was read, and its name for messages.
struct settings_file {
    std::string name;
    std::string text;
};

// Where configuration comes from, all read already: the strongest first. Loading it does no I/O of its own; the files
// that NAME_FILE variables point to are read through `read_file`.
struct settings_sources {
    std::map<std::string, std::string> flags;         // by canonical name
    std::map<std::string, std::string> environment;
    std::map<std::string, std::string> credentials;   // of $CREDENTIALS_DIRECTORY, by file name
    std::optional<settings_file> env_file;
    std::optional<settings_file> toml_file;
    std::function<result<std::string>(std::string const& path)> read_file;
    int cores = 1;
};

}  // namespace core
