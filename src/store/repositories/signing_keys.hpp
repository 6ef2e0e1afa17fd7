#pragma once

#include "core/clock.hpp"
#include "store/sqlite/connection.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace store {

// A pair that access tokens are signed with; the private half is sealed.
struct signing_key_row {
    std::string id;
    std::string algorithm;
    std::string sealed_key;
    std::string public_jwk;
    core::timestamp created_at{};
    std::optional<core::timestamp> retired_at{};   // since then it only verifies

    bool operator==(signing_key_row const&) const = default;
};

namespace signing_keys {

void insert(connection& db, signing_key_row const& row);

// The one that signs first, then the newest.
std::vector<signing_key_row> list(connection& db);

// All but this one verify only, from now on.
void retire_all_but(connection& db, std::string const& id, core::timestamp now);

// Removes those that were retired before.
std::int64_t purge(connection& db, core::timestamp before);

std::span<statement const> statements();

}  // namespace signing_keys

}  // namespace store
