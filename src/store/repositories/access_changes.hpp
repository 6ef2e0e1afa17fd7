#pragma once

#include "core/clock.hpp"
#include "store/sqlite/connection.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace store {

// That a user's access became less, or other.
struct access_change {
    std::int64_t position;
    std::string user_id;
};

namespace access_changes {

// In the transaction of the change itself.
void add(connection& db, std::string const& user_id, core::timestamp now);

// The next ones behind `position`, in order.
std::vector<access_change> after(connection& db, std::int64_t position, std::int64_t limit);

std::int64_t last_position(connection& db);
std::int64_t purge(connection& db, core::timestamp before);

std::span<statement const> statements();

}  // namespace access_changes

}  // namespace store
