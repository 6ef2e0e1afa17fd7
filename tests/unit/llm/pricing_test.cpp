#include "llm/pricing.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace {

using llm::price;
using llm::price_list;

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

TEST(pricing, knows_well_known_models_also_with_a_date) {
    auto const list = price_list::built_in();
    ASSERT_TRUE(list.find("openai", "gpt-4o-mini"));
    EXPECT_EQ(list.find("openai", "gpt-4o-mini-2024-07-18"), list.find("openai", "gpt-4o-mini"));
    EXPECT_EQ(list.find("anthropic", "claude-sonnet-4-20250514"), list.find("anthropic", "claude-sonnet-4"));
    EXPECT_FALSE(list.find("openai", "gpt-4o-audio-preview"));
    EXPECT_FALSE(list.find("ollama", "llama3.2"));
}

TEST(pricing, the_demo_costs_nothing_whatever_its_script) {
    EXPECT_EQ(price_list::built_in().find("demo", "demo:tokens=5,seed=2"), price());
}

TEST(pricing, the_operators_file_wins) {
    auto list = price_list::built_in();
    list.merge(price_list::parse(R"({"models": [{"id": "demo/demo", "input": 1, "output": 2}]})").value());
    EXPECT_EQ(list.find("demo", "demo"), (price{1'000'000'000, 2'000'000'000, 1'000'000'000}));
}

TEST(pricing, a_file_that_makes_no_sense_is_refused) {
    for (auto const* text :
         {"", "[]", "{}", R"({"models": 1})", R"({"models": [{"input": 1}]})",
          R"({"models": [{"id": "a/b", "input": -1, "output": 1}]})", R"({"models": [{"id": "a/b", "input": 1}]})"})
        EXPECT_FALSE(price_list::parse(text)) << text;
}

}  // namespace
