#pragma once

#include "core/clock.hpp"
#include "store/sqlite/connection.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace store {

struct organisation_row {
    std::string id;
    std::string name;
    core::timestamp created_at{};
    std::int64_t user_count = 0;   // that are not deleted
};

namespace organisations {

void insert(connection& db, organisation_row const& row);
std::optional<organisation_row> find(connection& db, std::string const& id);
std::vector<organisation_row> list(connection& db);

std::span<statement const> statements();

}  // namespace organisations

}  // namespace store
