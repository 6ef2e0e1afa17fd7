// Linked with a turn log that delivers before it stores, to show that the power-cut test would notice.

#include "support/power_cut.hpp"

#include <gtest/gtest.h>

namespace {

TEST(early_delivery, is_noticed_by_the_power_cut_test) {
    int lost = 0;
    for (int seed = 1; seed <= 200 && lost == 0; ++seed)
        lost += support::cut_power(seed, store::synchronous::full).lost;
    EXPECT_GT(lost, 0);
}

}  // namespace
