#pragma once

#include "core/described.hpp"

#include <optional>
#include <string>
#include <vector>

namespace identity {
struct account;
class current_limits;
}  // namespace identity

namespace api {

struct named_object {
    std::string id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(named_object, (), (id, name))

struct account_view {
    std::string id, name, email, role, tier, status;
    named_object organisation;
    std::vector<named_object> groups;
    std::vector<std::string> features;
    core::timestamp created_at{};
    std::optional<core::timestamp> last_login_at;
};
BOOST_DESCRIBE_STRUCT(account_view, (),
                      (id, name, email, role, tier, status, organisation, groups, features, created_at, last_login_at))

// With the features that the account's tier opens.
account_view account_view_of(identity::account const& account, identity::current_limits const& limits);

}  // namespace api
