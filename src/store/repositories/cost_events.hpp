#pragma once

#include "core/clock.hpp"
#include "core/usage.hpp"
#include "store/repositories/budget_leases.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace store {

// What one call took out of one budget.
struct budget_charge {
    budget_window of;
    std::int64_t amount = 0;

    bool operator==(budget_charge const&) const = default;
};

// One call of a model: who caused it, what it used and what it cost.
struct cost_event {
    std::string incarnation_id;
    std::string organisation_id, user_id;
    std::string key_id{}, conversation_id{}, turn_id{};   // empty where there is none
    std::string purpose;
    std::string provider, model;
    std::string outcome;                                  // answered, failed, cancelled, lost
    core::usage tokens{};
    std::optional<std::int64_t> nano_usd{};               // absent: its price is not known
    std::optional<std::int64_t> ttft_ms{}, duration_ms{};
    std::vector<budget_charge> charges{};
    core::timestamp created_at{};
};

// The day in UTC that reports count it to, as 2026-01-31.
std::string day_of(core::timestamp when);

namespace cost_events {

void insert(connection& db, cost_event const& event);

// Adds what is newer than the last time to usage_days, and to what each lease has spent.
void sum_up(connection& db);

std::span<statement const> statements();

}  // namespace cost_events

}  // namespace store
