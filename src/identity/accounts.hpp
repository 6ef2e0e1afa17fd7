#pragma once

#include "core/clock.hpp"
#include "core/guarded.hpp"
#include "core/principal.hpp"
#include "core/result.hpp"
#include "core/settings.hpp"
#include "core/task.hpp"
#include "identity/access_watch.hpp"
#include "identity/account_changes.hpp"
#include "identity/client_facts.hpp"
#include "identity/login_throttle.hpp"
#include "identity/passwords.hpp"
#include "identity/sessions.hpp"
#include "store/database.hpp"

#include <optional>
#include <string>
#include <vector>

namespace identity {

struct registration_request {
    std::string name, email, password;
};

// A login that succeeded. Its secret is for the cookie, once.
struct signed_in {
    store::user_row user;
    opened_session session;
};

// What an account sees of itself.
struct account {
    store::user_row user;
    std::string organisation_name;
    std::vector<store::named_group> groups;
};

// Accounts as their owners use them: from registering to deleting. Thread-safe.
class accounts {
public:
    accounts(store::database& db, core::clock const& clock, core::settings const& settings, passwords& hashing,
             access_watch& watch)
        : db_(db), clock_(clock), settings_(settings), passwords_(hashing), watch_(watch) {}
    accounts(accounts const&) = delete;

    // The first account of all becomes the administrator's, whoever else tries at the same time. Fails with conflict
    // where the address is taken and with forbidden where registration is closed.
    core::task<core::result<signed_in>> register_account(registration_request what, store::session_kind kind,
                                                         client_facts from);

    // Fails with unauthorized, in the same time and words whether the account exists or not; with rate_limited after
    // too many failures from one address; with forbidden where the password is right and the account suspended.
    core::task<core::result<signed_in>> login(std::string email, std::string password, store::session_kind kind,
                                              client_facts from);

    core::task<core::result<void>> logout(core::principal who, client_facts from);

    core::task<core::result<account>> find(core::principal who);
    core::task<core::result<account>> rename(core::principal who, std::string name);
    core::task<core::result<void>> remove(core::principal who, std::string password, client_facts from);

    // Every other login ends. Returns the new secret of this one, where it is a page's: the one before opens nothing.
    core::task<core::result<std::optional<std::string>>> change_password(core::principal who, std::string current,
                                                                         std::string next, client_facts from);

    // Puts in hand that a token is sent to that address, if it is an account's. Tells nobody whether it is, not even by
    // its time. True where a mail may follow.
    core::task<core::result<bool>> forgot_password(std::string email, client_facts from);
    core::task<core::result<void>> reset_password(std::string token, std::string next, client_facts from);

    core::task<core::result<std::vector<store::session_row>>> sessions_of(core::principal who);
    core::task<core::result<void>> end_session(core::principal who, std::string id, client_facts from);

    // Whether nobody has an account yet.
    core::task<core::result<bool>> awaits_first();

private:
    // Counts a try, or says when to come back.
    core::result<void> admit(std::string_view account, client_facts const& from);
    core::task<> note_failed_login(std::optional<store::user_row> const& user, client_facts const& from);
    void give_back(std::string_view account, client_facts const& from);
    core::task<core::result<store::user_row>> with_password(core::principal const& who, std::string password,
                                                            client_facts const& from);

    store::database& db_;
    core::clock const& clock_;
    core::settings const& settings_;
    passwords& passwords_;
    access_watch& watch_;
    core::guarded<login_throttle> throttle_;
};

}  // namespace identity
