#pragma once

#include "core/principal.hpp"
#include "identity/oidc/provider_config.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <vector>

namespace identity::oidc {

// Who somebody is, as a provider says it.
struct person {
    std::string subject;
    std::string name;    // may be empty
    std::string email;   // lower case; empty where there is none, or the provider says that it was not verified
    std::vector<std::string> groups;
    std::optional<core::role> role;   // where the provider gives roles
    std::string id_token{};           // that it was told by
};

// Out of the claims of the ID token and what userinfo adds to them. Claims of the ID token stand.
person person_of(boost::json::object const& claims, provider_config const& config);

}  // namespace identity::oidc
