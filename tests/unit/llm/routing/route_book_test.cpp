#include "llm/routing/route_book.hpp"

#include "llm/routing/difficulty.hpp"

#include <gtest/gtest.h>

#include <map>

namespace {

using names = std::vector<std::string>;

std::string by_tier(llm::model_tier tier) { return llm::to_string(tier); }

names chosen(llm::routing_rules const& rules, llm::routing_facts const& facts) {
    return llm::route_book(rules).choose(facts, by_tier).names;
}

TEST(route_book, leaves_a_name_alone_that_nobody_wrote_about) {
    EXPECT_EQ(chosen({}, {.name = "gpt-5"}), names{"gpt-5"});
    EXPECT_EQ(chosen({}, {}), names{""});
}

TEST(route_book, puts_the_models_of_an_alias_in_its_place_also_of_one_in_another) {
    llm::routing_rules const rules{.aliases = {{"fast", {"a/1", "b/2"}}, {"any", {"fast", "c/3", "a/1"}}}};
    EXPECT_EQ(chosen(rules, {.name = "any"}), (names{"a/1", "b/2", "c/3"}));
}

TEST(route_book, an_alias_of_itself_ends) {
    EXPECT_EQ(chosen({.aliases = {{"x", {"y", "a/1"}}, {"y", {"x"}}}}, {.name = "x"}), names{"a/1"});
}

TEST(route_book, adds_the_fallbacks_of_the_request_then_those_of_the_model_then_those_of_all) {
    llm::routing_rules const rules{
        .fallbacks = {{.use = {"d/4"}}, {.models = {"a/1"}, .use = {"c/3"}}, {.models = {"z"}, .use = {"e/5"}}}};
    names const wanted{"b/2"};
    auto const out = llm::route_book(rules).choose({.name = "a/1", .fallbacks = wanted}, by_tier);
    EXPECT_EQ(out.names, (names{"a/1", "b/2", "d/4", "c/3"}));
    EXPECT_EQ(out.asked, 1u);
}

TEST(route_book, takes_the_first_rule_that_fits_in_all_it_says) {
    llm::routing_rules const rules{.rules = {{.purposes = {"title"}, .use = {"tiny"}},
                                             {.tiers = {"free"}, .prompt_tokens_max = 1000, .use = {"cheap"}},
                                             {.models = {"gpt-4"}, .use = {"gpt-5"}},
                                             {.prompt_tokens_min = 5000, .use = {"long"}}}};
    EXPECT_EQ(chosen(rules, {.purpose = "title"}), names{"tiny"});
    EXPECT_EQ(chosen(rules, {.tier = "free"}), names{"cheap"});
    EXPECT_EQ(chosen(rules, {.tier = "free", .prompt_tokens = 2000}), names{""});
    EXPECT_EQ(chosen(rules, {.prompt_tokens = 9000}), names{"long"});
    EXPECT_EQ(chosen(rules, {.name = "gpt-4"}), names{"gpt-5"});
    EXPECT_EQ(chosen(rules, {.name = "mine", .tier = "free"}), names{"mine"}) << "who names a model gets it";
}

TEST(route_book, shares_an_experiment_by_weight_and_stays_with_it) {
    llm::routing_rules const rules{.experiments = {{"trial", {{"a", 3}, {"b", 1}, {"never", 0}}}}};
    std::map<std::string, int> count;
    for (int i = 0; i < 4000; ++i) {
        auto const who = "conversation " + std::to_string(i);
        auto const one = chosen(rules, {.name = "trial", .sticky = who});
        EXPECT_EQ(one, chosen(rules, {.name = "trial", .sticky = who}));
        ++count[one.at(0)];
    }
    EXPECT_NEAR(count["a"], 3000, 150);
    EXPECT_NEAR(count["b"], 1000, 150);
    EXPECT_EQ(count.size(), 2u);
}

TEST(route_book, auto_takes_the_cheapest_tier_that_should_do_and_names_the_next_and_why) {
    std::vector<llm::message> const easy{{.text = "What is the capital of France?"}};
    std::vector<llm::message> const hard{{.text = "Prove the theorem step by step and explain: ```int f();```"}};
    auto const cheap = llm::route_book({}).choose({.name = "auto", .prompt = easy}, by_tier);
    EXPECT_EQ(cheap.names, (names{"ultra_cheap", "standard"}));
    EXPECT_EQ(cheap.why, "auto: a short, plain question, so ultra_cheap");
    EXPECT_TRUE(cheap.may_be_poor);
    EXPECT_EQ(chosen({}, {.name = "auto", .prompt = hard}), (names{"premium", "ultra_premium"}));
    EXPECT_EQ(chosen({.automatic = {"", "", "mine", ""}}, {.name = "auto", .prompt = hard}),
              (names{"mine", "ultra_premium"}));
}

TEST(route_book, auto_makes_do_with_what_is_set_up) {
    std::vector<llm::message> const hard{{.text = "Prove the theorem step by step and explain why"}};
    auto const only_cheap = [](llm::model_tier tier) {
        return std::string(tier == llm::model_tier::ultra_cheap ? "tiny" : "");
    };
    EXPECT_EQ(llm::route_book({}).choose({.name = "auto", .prompt = hard}, only_cheap).names, names{"tiny"});
    auto const nothing = [](llm::model_tier) { return std::string(); };
    EXPECT_EQ(llm::route_book({}).choose({.name = "auto"}, nothing).names, names{""});
}

TEST(difficulty, is_linear_in_hostile_text) {
    std::vector<llm::message> const huge{{.text = std::string(8 << 20, 'p')}};
    EXPECT_EQ(llm::difficulty_of(huge).needs, llm::model_tier::premium);
}

}  // namespace
