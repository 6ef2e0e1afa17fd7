#pragma once

#include "llm/pricing.hpp"
#include "store/repositories/budgets.hpp"

#include <cstdint>
#include <optional>

namespace identity {

// The most that one call may use, and what that is in each unit. Pure.
struct call_bound {
    std::int64_t prompt_tokens = 0;
    std::int64_t completion_tokens = 0;
    std::optional<llm::price> at{};   // absent: nobody knows it, and it counts as nothing in money

    std::int64_t amount(store::budget_unit unit) const;

    // The most completion tokens that `room` of one unit has place for; negative where not even the prompt fits.
    std::int64_t completion_within(store::budget_unit unit, std::int64_t room) const;
};

// What `used` is in one unit.
std::int64_t amount_of(core::usage const& used, store::budget_unit unit, std::optional<llm::price> const& at);

// An estimate of a prompt, with a margin for how much it may be off.
std::int64_t with_margin(std::int64_t prompt_tokens_estimate);

// What a provider says it used, as far as it can be believed. R-07: counts that are negative, nothing where there was
// something, or beyond anything that this call can have been, give way to our own estimate.
struct believed_usage {
    core::usage used;
    bool anomaly = false;
};
believed_usage believe(core::usage const& told, core::usage const& own_estimate, call_bound const& bound);

}  // namespace identity
