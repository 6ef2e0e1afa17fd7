#pragma once

#include "core/clock.hpp"
#include "core/result.hpp"
#include "identity/account_changes.hpp"
#include "identity/oidc/person.hpp"
#include "store/database.hpp"

#include <string>

namespace identity::oidc {

// The account that is linked to this person of this provider, made at first sight; with the roles and groups that the
// provider names now. A plain function in the caller's transaction. An e-mail address never leads to an account: one
// that somebody has here already is left out of the new account. Fails with forbidden where the account is suspended
// or deleted, and with not_found where there is none and the provider's people do not get one.
core::result<store::user_row> linked_account(store::connection& db, provider_config const& from, person const& who,
                                             std::string const& tier, actor by, core::timestamp now);

}  // namespace identity::oidc
