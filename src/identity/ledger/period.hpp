#pragma once

#include "core/clock.hpp"
#include "store/repositories/budgets.hpp"

namespace identity {

// One day or month in UTC, `end` not included. UTC has no daylight saving, and POSIX time no leap seconds.
struct period_window {
    core::timestamp start, end;

    bool operator==(period_window const&) const = default;
};

period_window window_of(store::budget_period period, core::timestamp when);

}  // namespace identity
