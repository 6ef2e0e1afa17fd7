#pragma once

#include "core/clock.hpp"
#include "store/sqlite/connection.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace store {

// Who did what to which object, from where. Holds no secret and no text of a conversation.
struct audit_row {
    std::int64_t position = 0;       // given by the database
    std::string id;
    std::string organisation_id;
    std::string actor_kind;          // user, key (of that user), operator (the command line), system, nobody
    std::string actor_id;            // of the user; empty: none
    std::string action;              // noun.verb: "user.suspend"
    std::string object_kind{}, object_id{};
    std::string outcome = "done";    // or "refused"
    std::string address{}, request_id{};
    std::string details = "{}";      // JSON
    core::timestamp created_at{};
    std::string hash{};              // of the chain up to here; empty: not sealed yet

    bool operator==(audit_row const&) const = default;
};

struct audit_query {
    std::string organisation_id;                // empty: of all, for the operator
    std::string actor{}, action{}, object{};   // ids, and an action or the start of one; empty: any
    std::optional<core::timestamp> from{}, to{};
    std::int64_t limit = 50, offset = 0;
};

struct audit_page {
    std::vector<audit_row> rows;
    std::int64_t total = 0;
};

// The audit log. Triggers refuse to change or remove a row, but to seal it once.
namespace audit {

// In the transaction of what it records.
void add(connection& db, audit_row const& row);

// Entries, newest first.
audit_page list(connection& db, audit_query const& what);

// All entries behind `position`, of every organisation, in the order of the chain.
std::vector<audit_row> after(connection& db, std::int64_t position, std::int64_t limit);

// The first ones that are not sealed, in order.
std::vector<audit_row> unsealed(connection& db, std::int64_t limit);
bool has_unsealed(connection& db);

// Where the chain ends: the hash of the last sealed entry; empty: none is.
std::string last_hash(connection& db);
void seal(connection& db, std::int64_t position, std::string const& hash);

std::span<statement const> statements();

}  // namespace audit

}  // namespace store
