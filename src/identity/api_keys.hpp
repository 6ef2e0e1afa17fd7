#pragma once

#include "core/clock.hpp"
#include "core/principal.hpp"
#include "core/result.hpp"
#include "core/task.hpp"
#include "identity/access_watch.hpp"
#include "identity/client_facts.hpp"
#include "store/database.hpp"
#include "store/repositories/api_keys.hpp"
#include "store/repositories/budgets.hpp"
#include "store/repositories/users.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace identity {

struct key_budget {
    store::budget_unit unit = store::budget_unit::tokens;
    store::budget_period period = store::budget_period::month;
    std::int64_t amount = 0;
};

// What a key is to be.
struct key_request {
    std::string name;
    std::vector<std::string> scopes{}, models{};   // empty: all that its user may
    std::optional<std::int64_t> requests_per_minute{}, tokens_per_minute{};
    std::optional<core::timestamp> expires_at{};
    std::optional<key_budget> budget{};
};

// What is to be another way; an empty optional leaves it as it is.
struct key_patch {
    std::optional<std::string> name{};
    std::optional<std::vector<std::string>> scopes{}, models{};
    std::optional<std::optional<std::int64_t>> requests_per_minute{}, tokens_per_minute{};   // of nothing: no limit
    std::optional<std::optional<core::timestamp>> expires_at{};                              // of nothing: never
};

struct key_and_budgets {
    store::api_key_row key;
    std::vector<store::budget_row> budgets{};
};

struct made_key {
    key_and_budgets made;
    std::string secret;   // the whole key: shown once
};

// Makes a key, in the caller's transaction, for server and command line alike. No key is worth more than its user: what
// it asks for beyond them is refused here, and what they lose later it loses with them (bearer.hpp). Fails with
// invalid_input, forbidden, and conflict where the user has too many.
core::result<made_key> make_key(store::connection& db, store::user_row const& user, key_request const& what,
                                client_facts const& from, core::timestamp now);

// Fails with not_found. What opened with it is closed by whoever watches access_changes.
core::result<void> revoke_key(store::connection& db, std::string const& id, std::string const& user_id,
                              client_facts const& from, core::timestamp now);

// API keys as their owners manage them. Thread-safe.
class api_keys {
public:
    api_keys(store::database& db, core::clock const& time, access_watch& watch)
        : db_(db), clock_(time), watch_(watch) {}
    api_keys(api_keys const&) = delete;

    core::task<core::result<made_key>> create(core::principal who, key_request what, client_facts from);
    core::task<core::result<std::vector<key_and_budgets>>> list(core::principal who);
    core::task<core::result<key_and_budgets>> change(core::principal who, std::string id, key_patch what,
                                                     client_facts from);
    core::task<core::result<void>> revoke(core::principal who, std::string id, client_facts from);

private:
    store::database& db_;
    core::clock const& clock_;
    access_watch& watch_;
};

}  // namespace identity
