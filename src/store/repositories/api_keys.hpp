#pragma once

#include "core/clock.hpp"
#include "store/sqlite/connection.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace store {

// A key that a user made for a program. What the key itself is, nobody knows any more.
struct api_key_row {
    std::string id;
    std::string organisation_id;
    std::string user_id;
    std::string name{};
    std::string prefix{};        // public: what finds the row
    std::string secret_hash{};   // SHA-256 of the whole key
    std::string scopes = "[]", models = "[]";   // JSON; empty: all
    std::optional<std::int64_t> requests_per_minute{}, tokens_per_minute{};
    core::timestamp created_at{};
    std::optional<core::timestamp> expires_at{}, last_used_at{}, revoked_at{};

    bool operator==(api_key_row const&) const = default;
};

namespace api_keys {

void insert(connection& db, api_key_row const& row);

// Neither revoked nor expired. The caller compares the hash, and asks whether its user is active.
std::optional<api_key_row> find_usable(connection& db, std::string const& prefix, core::timestamp now);

std::optional<api_key_row> find(connection& db, std::string const& id, std::string const& user_id);
std::vector<api_key_row> list(connection& db, std::string const& user_id);
std::int64_t usable_count(connection& db, std::string const& user_id, core::timestamp now);

// Its name, what it may do, and for how long. False when there is no such key of that user, or it is revoked.
bool update(connection& db, api_key_row const& row);
bool revoke(connection& db, std::string const& id, std::string const& user_id, core::timestamp now);

void note_use(connection& db, std::string const& id, core::timestamp now);

std::span<statement const> statements();

}  // namespace api_keys

}  // namespace store
