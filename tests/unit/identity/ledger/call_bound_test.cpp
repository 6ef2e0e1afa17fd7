#include "identity/ledger/call_bound.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace {

using identity::believe;
using identity::call_bound;
using store::budget_unit;

call_bound const bound{.prompt_tokens = 100, .completion_tokens = 500, .at = llm::price{1'000'000, 4'000'000, 0}};
core::usage const own{.prompt_tokens = 60, .completion_tokens = 40, .estimated = true};

TEST(call_bound, is_prompt_and_completion_in_each_unit) {
    EXPECT_EQ(bound.amount(budget_unit::tokens), 600);
    EXPECT_EQ(bound.amount(budget_unit::nano_usd), 100 + 2000);
}

TEST(call_bound, the_completion_that_fits_costs_no_more_than_the_room) {
    for (std::int64_t room = 0; room < 3000; ++room) {
        auto fits = bound;
        fits.completion_tokens = bound.completion_within(budget_unit::nano_usd, room);
        if (fits.completion_tokens < 0) {
            EXPECT_LT(room, 100);
            continue;
        }
        ASSERT_LE(fits.amount(budget_unit::nano_usd), room);
        if (fits.completion_tokens == bound.completion_tokens) continue;
        ++fits.completion_tokens;
        ASSERT_GT(fits.amount(budget_unit::nano_usd), room);
    }
}

TEST(believe, takes_what_a_provider_can_have_counted) {
    core::usage const told{.prompt_tokens = 90, .completion_tokens = 45, .cached_tokens = 10};
    EXPECT_EQ(believe(told, own, bound).used, told);
    EXPECT_FALSE(believe(told, own, bound).anomaly);
}

TEST(believe, R_07_puts_our_own_count_in_the_place_of_what_can_not_be) {
    auto const most = std::numeric_limits<std::int64_t>::max();
    for (core::usage const told : {core::usage{.prompt_tokens = -1, .completion_tokens = 5},
                                   core::usage{.prompt_tokens = 0, .completion_tokens = 5},
                                   core::usage{.prompt_tokens = 5, .completion_tokens = 0},
                                   core::usage{.prompt_tokens = 5, .completion_tokens = -7},
                                   core::usage{.prompt_tokens = 1'000'000'000'000, .completion_tokens = 5},
                                   core::usage{.prompt_tokens = 5, .completion_tokens = 1'000'000'000'000},
                                   core::usage{.prompt_tokens = most, .completion_tokens = most},
                                   core::usage{.prompt_tokens = 5, .completion_tokens = 5, .cached_tokens = 6}}) {
        auto const out = believe(told, own, bound);
        EXPECT_TRUE(out.anomaly);
        EXPECT_EQ(out.used, own);
    }
}

}  // namespace
