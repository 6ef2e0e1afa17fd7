#include "llm/model_book.hpp"

#include <gtest/gtest.h>

#include <set>

namespace {

using book = llm::model_book;

llm::price cost(char const* provider, char const* model) {
    return book::built_in().find(provider, model)->costs.value();
}

TEST(model_book, knows_well_known_models_also_with_a_date) {
    auto const list = book::built_in();
    ASSERT_TRUE(list.find("openai", "gpt-4o-mini"));
    EXPECT_EQ(list.find("openai", "gpt-4o-mini-2024-07-18"), list.find("openai", "gpt-4o-mini"));
    EXPECT_EQ(list.find("anthropic", "claude-sonnet-4-5-20250929"), list.find("anthropic", "claude-sonnet-4-5"));
    EXPECT_FALSE(list.find("openai", "gpt-4o-audio-preview"));
    EXPECT_FALSE(list.find("ollama", "llama3.2"));
}

TEST(model_book, what_is_built_in_is_plausible) {
    for (auto const& [id, facts] : book::built_in().all()) {
        SCOPED_TRACE(id);
        ASSERT_TRUE(facts.costs && facts.tools && facts.prefill);
        if (id.contains("embedding")) continue;
        EXPECT_LE(facts.costs->cached, facts.costs->input);
        EXPECT_LE(facts.costs->input, facts.costs->output);
        EXPECT_FALSE(facts.modalities.empty());
        if (id == "demo/demo") continue;
        EXPECT_GE(facts.context_tokens.value(), 100'000);
        EXPECT_LT(facts.output_tokens.value(), facts.context_tokens.value());
    }
}

TEST(model_book, has_a_model_of_each_tier_for_each_vendor_but_none_whose_end_is_announced) {
    auto const list = book::built_in();
    for (std::string const vendor : {"openai", "anthropic", "gemini"}) {
        std::set<llm::model_tier> tiers;
        for (auto const& [id, facts] : list.all())
            if (id.starts_with(vendor + "/") && facts.tier) tiers.insert(*facts.tier);
        EXPECT_GE(tiers.size(), 3u) << vendor;
        EXPECT_TRUE(tiers.contains(llm::model_tier::ultra_cheap)) << vendor;
    }
    for (auto const* ending : {"gpt-5", "gpt-5-mini", "gpt-5-nano", "gpt-4o", "gpt-4o-mini", "gpt-4.1", "o3"})
        EXPECT_FALSE(list.find("openai", ending)->tier) << ending;
}

// The dearer of two prices that depend on the prompt's length, so that budgets hold.
TEST(model_book, knows_what_a_long_prompt_costs) {
    EXPECT_EQ(cost("openai", "gpt-5.5"), (llm::price{10'000'000'000, 45'000'000'000, 1'000'000'000}));
    EXPECT_EQ(cost("anthropic", "claude-haiku-5-5"), (llm::price{500'000'000, 2'500'000'000, 50'000'000}));
    EXPECT_EQ(cost("gemini", "gemini-2.5-pro"), (llm::price{2'500'000'000, 15'000'000'000, 250'000'000}));
}

TEST(model_book, the_demo_costs_nothing_whatever_its_script) {
    EXPECT_EQ(cost("demo", "demo:tokens=5,seed=2"), llm::price());
}

TEST(model_book, the_operators_file_wins_where_it_says_something) {
    auto list = book::built_in();
    list.merge(book::parse(R"({"models": [{"id": "openai/gpt-4o", "input": 1, "output": 2},
                                          {"id": "acme/one", "context_tokens": 4096, "tokenizer": "cl100k_base",
                                           "tier": "premium", "modalities": ["text", "image"]}]})")
                   .value());

    EXPECT_EQ(list.find("openai", "gpt-4o")->costs, (llm::price{1'000'000'000, 2'000'000'000, 1'000'000'000}));
    EXPECT_EQ(list.find("openai", "gpt-4o")->context_tokens, 128'000);
    EXPECT_EQ(list.find("acme", "one")->tokenizer, llm::tokenizer::cl100k_base);
    EXPECT_EQ(list.find("acme", "one")->tier, llm::model_tier::premium);
    EXPECT_FALSE(list.find("acme", "one")->costs);
}

// M-03, M-02
TEST(model_book, a_file_that_makes_no_sense_is_refused_with_its_place) {
    for (auto const* text :
         {"", "[]", "{}", "null", "{\"models\": [", R"({"models": 1})", R"({"models": [1]})",
          R"({"models": [{"input": 1}]})", R"({"models": [{"id": "a/b", "input": -1, "output": 1}]})",
          R"({"models": [{"id": "a/b", "input": 1}]})", R"({"models": [{"id": "a/b", "input": 1e300, "output": 1}]})",
          R"({"models": [{"id": "ab"}]})", R"({"models": [{"id": "a/b", "context_tokens": -5}]})",
          R"({"models": [{"id": "a/b", "context_tokens": "x"}]})",
          R"({"models": [{"id": "a/b", "context_tokens": 99999999999999999999}]})",
          R"({"models": [{"id": "a/b", "tier": "golden"}]})", R"({"models": [{"id": "a/b", "tokenizer": "p50k"}]})",
          R"({"models": [{"id": "a/b", "windows": 7}]})"}) {
        auto const read = book::parse(text);
        ASSERT_FALSE(read) << text;
        EXPECT_FALSE(read.error().message.empty());
    }
    EXPECT_NE(book::parse(R"({"models": [{"id": "a/b", "tier": "golden"}]})").error().message.find("/models/0/tier"),
              std::string::npos);
}

TEST(known_models, change_while_they_are_used) {
    llm::known_models models;
    auto const before = models.now();
    models.replace(book::parse(R"({"models": [{"id": "acme/one", "context_tokens": 4096}]})").value());

    EXPECT_EQ(models.find("acme", "one").context_tokens, 4096);
    EXPECT_EQ(models.find("openai", "gpt-4o"), llm::model_facts());
    EXPECT_TRUE(before->find("openai", "gpt-4o")) << "who looked before keeps what they saw";
}

TEST(known_models, tell_the_tokenizer_by_the_name_where_nobody_said) {
    llm::known_models models(book::parse(R"({"models": [{"id": "acme/gpt-4", "tokenizer": "o200k_base"}]})").value());

    EXPECT_EQ(models.tokenizer_of("acme", "gpt-4"), llm::tokenizer::o200k_base);
    EXPECT_EQ(models.tokenizer_of("openai", "gpt-4"), llm::tokenizer::cl100k_base);
    EXPECT_EQ(models.tokenizer_of("acme", "unheard-of"), llm::tokenizer::approximate);
}

}  // namespace
