#pragma once

#include "store/sqlite/connection.hpp"

#include <boost/describe/enum.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace store {

enum class usage_by : std::uint8_t { day, model, key, purpose, user };
BOOST_DESCRIBE_ENUM(usage_by, day, model, key, purpose, user)

struct usage_query {
    std::string organisation_id;
    std::string user_id{};          // empty: everybody's
    usage_by by = usage_by::day;
    std::string from, to;           // days, both counted
};

struct usage_row {
    std::string key;                // a day, a provider/model, a purpose, the id of a key or a user
    std::string name{};             // of that key or user
    std::int64_t requests = 0, errors = 0;
    std::int64_t prompt_tokens = 0, completion_tokens = 0, cached_tokens = 0;
    std::int64_t nano_usd = 0;
    std::int64_t duration_ms = 0;   // of all of them
};

// Sums of cost events by day; cost_events::sum_up brings them up to date.
namespace usage_days {

// By day in their order, otherwise the dearest first.
std::vector<usage_row> report(connection& db, usage_query const& what);

std::span<statement const> statements();

}  // namespace usage_days

}  // namespace store
