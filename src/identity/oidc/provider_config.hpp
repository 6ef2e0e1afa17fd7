#pragma once

#include "core/result.hpp"
#include "core/settings.hpp"

#include <optional>
#include <string>
#include <vector>

namespace identity::oidc {

// One identity provider, as the operator set it up.
struct provider_config {
    std::string id;       // in addresses: letters, digits, '-'
    std::string name;     // on the button
    std::string issuer;   // exactly as it names itself
    std::string client_id, client_secret;
    std::vector<std::string> scopes{"profile", "email"};   // besides openid
    std::string groups_claim = "groups";
    std::vector<std::string> admin_groups{}, auditor_groups{};
    std::optional<bool> registration{};   // of people who were not here before; unset: as the settings say

    // Whether roles come from the provider, at each sign-on.
    bool gives_roles() const { return !admin_groups.empty() || !auditor_groups.empty(); }
};

// The one of the settings, which is called "sso", and those of OIDC_PROVIDERS_FILE. Fails with invalid_input and a
// sentence for the operator: a file that can't be read, a key that is unknown or missing.
core::result<std::vector<provider_config>> configured_providers(core::settings const& settings);

// Pure: what such a file says. `name` is the file's, for messages.
core::result<std::vector<provider_config>> parse_providers(std::string_view toml, std::string const& name);

}  // namespace identity::oidc
