#pragma once

#include "core/clock.hpp"
#include "core/principal.hpp"
#include "core/result.hpp"
#include "identity/audit/entry.hpp"
#include "store/local_user.hpp"
#include "store/repositories/users.hpp"

#include <chrono>
#include <string>

namespace identity {

// What server and command line change about accounts: plain functions in the caller's transaction, each of which also
// writes what others must notice (access_changes) and what must be known later (the audit log). Who may do it is the
// caller's to decide; in the server access_watch::look() follows.

struct new_account {
    std::string organisation_id = store::local_organisation_id;
    std::string name;
    std::string email{};           // as normal_email() gives it; empty: none
    std::string password_hash{};   // empty: signs in elsewhere
    core::role role = core::role::user;
    std::string tier = "free";
    bool may_be_first = true;      // the first account of all becomes the local user's row, as admin
    bool must_be_first = false;    // registration is closed but for the first one
};

// Fails with conflict where the address is taken, and with forbidden where it must be the first and is not.
core::result<store::user_row> create_account(store::connection& db, new_account what, actor const& by,
                                             core::timestamp now);

// Each fails with not_found where there is no such user in that organisation (any, where it is empty), and with
// conflict where the organisation would be left without an active administrator.
core::result<store::user_row> change_account(store::connection& db, std::string const& id,
                                             std::string const& organisation_id, store::user_patch const& patch,
                                             actor const& by, core::timestamp now);
core::result<void> delete_account(store::connection& db, std::string const& id, std::string const& organisation_id,
                                  actor const& by, core::timestamp now);

// A new password: every login of the user ends but `kept_session`, and so does every open reset.
void set_password(store::connection& db, store::user_row const& user, std::string const& hash,
                  std::string const& kept_session, actor const& by, core::timestamp now);

inline constexpr std::chrono::hours reset_lifetime{1};

struct reset_token {
    std::string token;
    core::timestamp expires_at;
};

// What opens an account's password once, for whoever holds it.
core::result<reset_token> make_reset(store::connection& db, std::string const& id, std::string const& organisation_id,
                                     actor const& by, core::timestamp now);

}  // namespace identity
