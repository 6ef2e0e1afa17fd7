#include "api/native/account_view.hpp"

#include "identity/accounts.hpp"
#include "identity/limits/current_limits.hpp"

namespace api {

account_view account_view_of(identity::account const& account, identity::current_limits const& limits) {
    auto const& user = account.user;
    account_view out{.id = user.id,
                     .name = user.name,
                     .email = user.email,
                     .role = store::to_string(user.role),
                     .tier = user.tier,
                     .status = store::to_string(user.status),
                     .organisation = {user.organisation_id, account.organisation_name},
                     .groups = {},
                     .features = limits.now()->opened_by(user.tier).features,
                     .created_at = user.created_at,
                     .last_login_at = user.last_login_at};
    for (auto const& each : account.groups) out.groups.push_back({each.id, each.name});
    return out;
}

}  // namespace api
