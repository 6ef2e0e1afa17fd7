#pragma once

#include "core/clock.hpp"
#include "store/sqlite/connection.hpp"

#include <optional>
#include <span>
#include <string>

namespace store {

// What a program gets its next access token with, once.
struct refresh_token_row {
    std::string secret_hash;
    std::string session_id;
    core::timestamp created_at{}, expires_at{};
    std::optional<core::timestamp> used_at{};

    bool operator==(refresh_token_row const&) const = default;
};

namespace refresh_tokens {

void insert(connection& db, refresh_token_row const& row);
std::optional<refresh_token_row> find(connection& db, std::string const& secret_hash);

// False when it was used before: of two who try, one succeeds.
bool use(connection& db, std::string const& secret_hash, core::timestamp now);

// Whether a token that came after this used one has been used in its turn.
bool was_followed(connection& db, refresh_token_row const& used);

std::int64_t purge(connection& db, core::timestamp now);

std::span<statement const> statements();

}  // namespace refresh_tokens

}  // namespace store
