#include "llm/pricing.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace {

using llm::price;

TEST(pricing, costs_are_exact_to_a_billionth_of_a_dollar_and_rounded_up) {
    price const at{150'000'000, 600'000'000, 75'000'000};   // $0.15, $0.60, $0.075 per million
    EXPECT_EQ(llm::cost_of({.prompt_tokens = 1000, .completion_tokens = 1000}, at), 150'000 + 600'000);
    EXPECT_EQ(llm::cost_of({.prompt_tokens = 1000, .cached_tokens = 400}, at), 600 * 150 + 400 * 75);
    EXPECT_EQ(llm::cost_of({.prompt_tokens = 1}, {1, 1, 1}), 1);
}

TEST(pricing, absurd_counts_neither_overflow_nor_pay_anybody) {
    auto const most = std::numeric_limits<std::int64_t>::max();
    price const dearest{1'000'000'000'000, 1'000'000'000'000, 0};
    EXPECT_GT(llm::cost_of({.prompt_tokens = most, .completion_tokens = most}, dearest), 0);
    EXPECT_EQ(llm::cost_of({.prompt_tokens = -5, .completion_tokens = -5, .cached_tokens = -5}, dearest), 0);
}

}  // namespace
