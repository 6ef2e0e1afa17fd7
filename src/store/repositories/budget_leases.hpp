#pragma once

#include "core/clock.hpp"
#include "store/sqlite/connection.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace store {

// One day or month of one budget.
struct budget_window {
    std::string budget_id;
    core::timestamp start{};

    bool operator==(budget_window const&) const = default;
};

struct lease_grant {
    std::int64_t granted = 0;
    std::int64_t leased = 0;   // by everybody, this grant included
};

// What one process holds of a window. `spent` counts the cost events that usage_days counts.
struct lease_row {
    std::string incarnation_id;
    budget_window of;
    std::int64_t amount = 0;
    std::int64_t spent = 0;
};

struct window_use {
    std::int64_t leased = 0;    // by everybody
    std::int64_t on_lease = 0;  // of it, what processes still hold
};

namespace budget_leases {

// Takes up to `wanted` of what is left of `limit`; nothing where nothing is.
lease_grant take(connection& db, std::string const& incarnation, budget_window const& of, std::int64_t wanted,
                 std::int64_t limit);

// Ends a lease: `unspent` of it is there for everybody again.
void give_back(connection& db, std::string const& incarnation, budget_window const& of, std::int64_t unspent);

// Counts what cost events say was spent of a lease. One that has ended is left alone.
void add_spent(connection& db, std::string const& incarnation, budget_window const& of, std::int64_t amount);

// The leases of every other process than `incarnation`.
std::vector<lease_row> of_others(connection& db, std::string const& incarnation);

window_use used(connection& db, budget_window const& of);

// True for the first caller of a window.
bool mark_warned(connection& db, budget_window const& of);

std::span<statement const> statements();

}  // namespace budget_leases

// The starts of servers.
namespace incarnations {

void begin(connection& db, std::string const& id, core::timestamp now);
void end(connection& db, std::string const& id, core::timestamp now);

std::span<statement const> statements();

}  // namespace incarnations

}  // namespace store
