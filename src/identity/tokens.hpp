#pragma once

#include "core/clock.hpp"
#include "core/result.hpp"
#include "core/settings.hpp"
#include "core/task.hpp"
#include "identity/access_watch.hpp"
#include "identity/client_facts.hpp"
#include "identity/limits/current_limits.hpp"
#include "identity/signing_keys.hpp"
#include "store/database.hpp"
#include "store/repositories/sessions.hpp"

#include <chrono>
#include <string>

namespace identity {

struct token_pair {
    std::string access_token;
    std::string refresh_token;
    std::chrono::seconds expires_in{};   // of the access token
};

// Tokens for programs. An access token is signed and short-lived; a refresh token is a random secret that is worth one
// use. Of two who use the same one, one was a thief, so the session ends for both. But a program that lost the reply,
// or sends two requests at once, is no thief: within 10 seconds of its use, and while the token that followed is still
// unused, a used one is refused and nothing ends. Thread-safe.
class tokens {
public:
    tokens(core::settings const& settings, store::database& db, core::clock const& time, signing_keys const& keys,
           access_watch& watch, current_limits const& limits)
        : settings_(settings.access), db_(db), clock_(time), keys_(keys), watch_(watch), limits_(limits) {}
    tokens(tokens const&) = delete;

    // The first pair of a session that a login has just begun (session_kind::tokens).
    core::task<core::result<token_pair>> issue(store::user_row const& user, std::string session_id);

    // Fails with unauthorized.
    core::task<core::result<token_pair>> refresh(std::string refresh_token, client_facts from);

private:
    // Whom the tokens are for.
    struct holder {
        store::user_row user;
        core::principal who;
    };
    struct renewed {
        std::optional<holder> login;   // empty: refused
        std::string secret{};
        bool ended = false;                             // the session, because the token was used twice
    };

    renewed renew(store::connection& db, std::string const& hash, client_facts const& from, core::timestamp now) const;
    std::string add_refresh_token(store::connection& db, std::string const& session_id, core::timestamp now) const;
    token_pair pair_of(holder const& whose, std::string secret, core::timestamp now) const;

    core::access_settings const& settings_;
    store::database& db_;
    core::clock const& clock_;
    signing_keys const& keys_;
    access_watch& watch_;
    current_limits const& limits_;
};

}  // namespace identity
