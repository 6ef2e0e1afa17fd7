#pragma once

#include "store/sqlite/connection.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace store {

// What accounts of a tier may use. An absent number is no limit; amounts of money are billionths of a dollar.
struct tier_row {
    std::string name;
    std::int64_t rank = 0;
    std::optional<std::int64_t> requests_per_minute{}, tokens_per_minute{}, streams{};
    std::optional<std::int64_t> daily_tokens{}, monthly_tokens{}, daily_nano_usd{}, monthly_nano_usd{};
    std::string models = "[]", features = "[]";   // JSON

    bool operator==(tier_row const&) const = default;
};

namespace tiers {

// The least first.
std::vector<tier_row> list(connection& db);

// False when there is no such tier.
bool update(connection& db, tier_row const& row);

std::span<statement const> statements();

}  // namespace tiers

}  // namespace store
