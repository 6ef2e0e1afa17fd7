#include "chat/history_window.hpp"

#include "llm/tokens/token_count.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

using llm::role;
using llm::tokenizer;
using messages = std::vector<llm::message>;

constexpr tokenizer every_tokenizer[] = {tokenizer::approximate, tokenizer::cl100k_base, tokenizer::o200k_base};

// Questions and answers by turns, the last a question; each of `words` words that differ from the others'.
messages talk(int count, int words) {
    messages out;
    for (int i = 0; i < count; ++i) {
        std::string text;
        for (int n = 0; n < words; ++n) text += "word" + std::to_string(i) + " ";
        out.push_back({.who = (count - i) % 2 ? role::user : role::assistant, .text = text});
    }
    return out;
}

TEST(history_window, keeps_everything_that_fits) {
    auto const branch = talk(7, 20);
    for (auto const as : every_tokenizer)
        EXPECT_EQ(chat::fit_history(branch, {.tokens_max = 8192}, as), branch) << to_string(as);
}

TEST(history_window, keeps_the_newest_to_the_last_token_of_the_budget) {
    auto const branch = talk(9, 30);
    for (auto const as : every_tokenizer) {
        std::int64_t newest = 0;
        for (auto const& one : std::span(branch).last(5)) newest += count_tokens(as, one);

        EXPECT_EQ(chat::fit_history(branch, {.tokens_max = newest}, as), messages(branch.end() - 5, branch.end()));
        EXPECT_EQ(chat::fit_history(branch, {.tokens_max = newest - 1}, as), messages(branch.end() - 3, branch.end()));
    }
}

TEST(history_window, takes_the_system_message_out_of_the_budget_first) {
    auto branch = talk(5, 30);
    branch.insert(branch.begin(), {.who = role::system, .text = "Answer in one sentence, whatever you are asked."});
    auto const as = tokenizer::o200k_base;
    auto const budget = count_tokens(as, branch.front()) + count_tokens(as, branch.back());

    EXPECT_EQ(chat::fit_history(branch, {.tokens_max = budget}, as), (messages{branch.front(), branch.back()}));
}

TEST(history_window, keeps_the_last_message_even_where_it_does_not_fit) {
    auto const branch = talk(3, 100);

    EXPECT_EQ(chat::fit_history(branch, {.tokens_max = 1}, tokenizer::cl100k_base), messages{branch.back()});
}

TEST(history_window, keeps_no_more_messages_than_allowed_and_begins_with_a_question) {
    auto const branch = talk(9, 3);

    EXPECT_EQ(chat::fit_history(branch, {.messages_max = 5}, tokenizer::o200k_base).size(), 5u);
    EXPECT_EQ(chat::fit_history(branch, {.messages_max = 4}, tokenizer::o200k_base).size(), 3u);
    EXPECT_EQ(chat::fit_history(branch, {.messages_max = 0}, tokenizer::o200k_base).size(), 1u);
}

TEST(history_window, of_an_empty_branch_is_empty) {
    EXPECT_TRUE(chat::fit_history({}, {}, tokenizer::o200k_base).empty());
    messages const only_system{{.who = role::system, .text = "Be kind."}};
    EXPECT_EQ(chat::fit_history(only_system, {}, tokenizer::o200k_base), only_system);
}

}  // namespace
