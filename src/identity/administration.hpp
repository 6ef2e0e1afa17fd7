#pragma once

#include "core/clock.hpp"
#include "core/principal.hpp"
#include "core/result.hpp"
#include "core/task.hpp"
#include "identity/access_watch.hpp"
#include "identity/account_changes.hpp"
#include "identity/accounts.hpp"
#include "identity/passwords.hpp"
#include "store/database.hpp"
#include "store/repositories/organisations.hpp"
#include "store/repositories/users.hpp"

#include <optional>
#include <string>
#include <vector>

namespace identity {

struct new_user {
    std::string name, email;
    core::role role = core::role::user;
    std::string tier{};                      // empty: the default
    std::optional<std::string> password{};   // absent: they set their own, with the token
};

// An account that was just made; `reset` is how its owner sets a password, where none was given.
struct made_user {
    account user;
    std::optional<reset_token> reset{};
};

struct account_page {
    std::vector<account> accounts;
    std::int64_t total = 0;
};

// Organisations are made by administrators of the installation's first one.
bool may_create_organisations(core::principal const& who);

struct made_organisation {
    store::organisation_row organisation;
    made_user admin;
};

// What administrators do with the accounts of their organisation; another organisation's are not there. Whether the
// caller is one is the route's to check. Every change is recorded and taken up at once. Thread-safe.
class administration {
public:
    administration(store::database& db, core::clock const& clock, std::string default_tier, passwords& hashing,
                   access_watch& watch)
        : db_(db), clock_(clock), default_tier_(std::move(default_tier)), passwords_(hashing), watch_(watch) {}
    administration(administration const&) = delete;

    core::task<core::result<account_page>> list(core::principal who, store::user_query what);
    core::task<core::result<account>> find(core::principal who, std::string id);
    core::task<core::result<made_user>> create(core::principal who, actor by, new_user what);
    core::task<core::result<account>> change(core::principal who, actor by, std::string id, store::user_patch patch);
    core::task<core::result<void>> remove(core::principal who, actor by, std::string id);
    core::task<core::result<reset_token>> reset(core::principal who, actor by, std::string id);

    // All of the installation for the administrators of its first one, who alone make more (the route sees to it); for
    // others their own.
    core::task<core::result<std::vector<store::organisation_row>>> organisations(core::principal who);
    core::task<core::result<made_organisation>> create_organisation(core::principal who, actor by, std::string name,
                                                                    new_user admin);

private:
    core::task<core::result<new_account>> prepare(new_user what, std::string organisation_id);

    store::database& db_;
    core::clock const& clock_;
    std::string default_tier_;
    passwords& passwords_;
    access_watch& watch_;
};

}  // namespace identity
