#include "support/power_cut.hpp"

#include <gtest/gtest.h>

namespace {

constexpr int cuts = 200;

TEST(turn_log_power_cut, takes_back_nothing_that_was_shown) {
    int shown = 0;
    for (int seed = 1; seed <= cuts; ++seed) {
        auto const result = support::cut_power(seed, store::synchronous::full);
        ASSERT_EQ(result.lost, 0) << "seed " << seed;
        shown += result.shown;
    }
    EXPECT_GT(shown, cuts);
}

TEST(turn_log_power_cut, is_noticed_where_commits_are_not_synchronised) {
    int lost = 0;
    for (int seed = 1; seed <= cuts && lost == 0; ++seed)
        lost += support::cut_power(seed, store::synchronous::normal).lost;
    EXPECT_GT(lost, 0);
}

}  // namespace
