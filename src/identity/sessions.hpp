#pragma once

#include "core/clock.hpp"
#include "core/principal.hpp"
#include "core/result.hpp"
#include "core/task.hpp"
#include "identity/client_facts.hpp"
#include "identity/last_use.hpp"
#include "store/database.hpp"
#include "store/repositories/sessions.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace identity {

struct opened_session {
    store::session_row row;
    std::string secret;   // for the cookie; nobody has it where the session is one of tokens
};

// Begins a login, in the caller's transaction: always a session of its own, whatever the browser brought along.
opened_session open_session(store::connection& db, std::string const& user_id, store::session_kind kind,
                            client_facts const& from, core::timestamp now, std::chrono::milliseconds idle);

// Whom a login acts for, as the rows say now.
core::principal principal_of(store::connection& db, store::session_and_user const& login);

// Pages' sessions: each lives as long as it is used at least once in `idle`. Thread-safe.
class sessions {
public:
    sessions(store::database& db, core::clock const& clock, last_use& uses, std::chrono::milliseconds idle)
        : db_(db), clock_(clock), uses_(uses), idle_(idle) {}

    // Fails with unauthorized where the secret opens no session (any more).
    core::task<core::result<core::principal>> of_secret(std::string const& secret);

private:
    store::database& db_;
    core::clock const& clock_;
    last_use& uses_;
    std::chrono::milliseconds idle_;
};

}  // namespace identity
