#pragma once

#include "cli/checks/finding.hpp"
#include "core/settings.hpp"
#include "core/task.hpp"
#include "net/http_client.hpp"

#include <string>
#include <vector>

namespace cli {

// A model API that the settings name, and how its list of models is asked for.
struct provider_probe {
    std::string name;
    std::string base_url;        // for messages
    net::client_request request;
};

// Pure: those with a key or an address.
std::vector<provider_probe> configured_providers(core::model_settings const& models);

// What a reply to a probe means. Pure.
finding judge_reply(provider_probe const& probe, int status);

// Whether this machine's clock can be right, by the Date header of a provider's reply where there is one. Pure.
finding judge_clock(std::string_view date_header, std::int64_t now_s);

// The port is free, or this installation's server answers there. `client` outlives the tasks.
core::task<finding> check_port(net::http_client& client, core::server_settings server);

// Each configured provider answers; and the clock, by what one of them says the time is.
core::task<std::vector<finding>> check_providers(net::http_client& client, core::model_settings models);

}  // namespace cli
