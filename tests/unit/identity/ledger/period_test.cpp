#include "identity/ledger/period.hpp"

#include "core/time_text.hpp"

#include <gtest/gtest.h>

namespace {

using identity::period_window;
using identity::window_of;
using enum store::budget_period;

core::timestamp at(char const* text) { return *core::parse_time(text); }

TEST(period, R_18_a_month_ends_where_the_next_begins) {
    EXPECT_EQ(window_of(month, at("2026-01-31T23:59:59.999Z")),
              (period_window{at("2026-01-01T00:00:00Z"), at("2026-02-01T00:00:00Z")}));
    EXPECT_EQ(window_of(month, at("2026-02-01T00:00:00Z")).start, at("2026-02-01T00:00:00Z"));
    EXPECT_EQ(window_of(month, at("2028-02-29T12:00:00Z")).end, at("2028-03-01T00:00:00Z"));
    EXPECT_EQ(window_of(month, at("2026-12-31T12:00:00Z")).end, at("2027-01-01T00:00:00Z"));
}

TEST(period, R_18_a_day_has_24_hours_whatever_clocks_on_walls_do) {
    for (auto const* switched : {"2026-03-29T01:30:00Z", "2026-10-25T01:30:00Z", "2016-12-31T23:59:59Z"}) {
        auto const window = window_of(day, at(switched));
        EXPECT_EQ(window.end - window.start, std::chrono::hours(24)) << switched;
        EXPECT_LE(window.start, at(switched));
        EXPECT_GT(window.end, at(switched));
    }
}

}  // namespace
