#pragma once

#include "cli/checks/finding.hpp"
#include "cli/configuration.hpp"

#include <vector>

namespace cli {

// Checks that need nothing but this machine. Each leaves everything as it was.

// Loads the settings and looks at them together. `values` is filled where they are valid.
std::vector<finding> check_configuration(configuration const& from, std::optional<core::settings>& values);

// The certificate and its key: readable, and made for each other. Nothing where TLS is off.
std::vector<finding> check_tls(core::server_settings const& server);

// The authorities of OUTBOUND_CA. Nothing where there are none but the system's.
std::vector<finding> check_authorities(core::access_settings const& access);

// The data folder: writable, and room on its disk. A folder that does not exist yet is fine where it can be made.
finding check_data_folder(std::string const& path);

// How long the disk takes to make a write durable, which bounds the time to the first token.
finding check_fsync(std::string const& path);

// The database opens and its schema is one that this version knows.
finding check_database(core::settings const& values);

finding check_descriptors(core::http_settings const& http);

}  // namespace cli
