#pragma once

#include "core/settings.hpp"
#include "net/http_config.hpp"

namespace cli {

// The settings as the HTTP server takes them. On loopback without accounts only this machine's own names are answered,
// so that no page elsewhere can reach the server through a name of its own.
net::http_config http_config_of(core::settings const& settings);

}  // namespace cli
