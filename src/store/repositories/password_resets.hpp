#pragma once

#include "core/clock.hpp"
#include "store/sqlite/connection.hpp"

#include <optional>
#include <span>
#include <string>

namespace store::password_resets {

// The one before it, if any, is worth nothing any more.
void replace(connection& db, std::string const& user_id, std::string const& secret_hash, core::timestamp now,
             core::timestamp expires_at);

// Uses a reset up and says whose password it opens. Nothing when it is unknown, used or expired: of two who try, one
// succeeds.
std::optional<std::string> take(connection& db, std::string const& secret_hash, core::timestamp now);

void remove_of(connection& db, std::string const& user_id);
std::int64_t purge(connection& db, core::timestamp now);

std::span<statement const> statements();

}  // namespace store::password_resets
