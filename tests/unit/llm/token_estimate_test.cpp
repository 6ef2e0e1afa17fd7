#include "llm/token_estimate.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

TEST(approximate_tokens, of_nothing_are_none) { EXPECT_EQ(llm::approximate_tokens(std::string_view()), 0); }

TEST(approximate_tokens, of_one_character_are_one) {
    EXPECT_EQ(llm::approximate_tokens("a"), 1);
    EXPECT_EQ(llm::approximate_tokens("é"), 1);
    EXPECT_EQ(llm::approximate_tokens("東"), 1);
}

TEST(approximate_tokens, take_four_ascii_bytes_for_one) {
    EXPECT_EQ(llm::approximate_tokens("The quick brown fox jumps over the lazy dog."), 11);
}

TEST(approximate_tokens, take_an_ideograph_for_one) { EXPECT_EQ(llm::approximate_tokens("東京都庁"), 4); }

TEST(approximate_tokens, never_shrink_when_text_is_added) {
    std::string text;
    std::int64_t before = 0;
    for (char const* piece : {"word ", "é", "東", "🙂", "\xff", "\x80", "\n"}) {
        text += piece;
        auto const now = llm::approximate_tokens(text);
        EXPECT_GE(now, before);
        before = now;
    }
}

TEST(approximate_tokens, of_bytes_that_are_not_utf8_are_some) {
    EXPECT_EQ(llm::approximate_tokens("\x80\x80\x80"), 1);
    EXPECT_GT(llm::approximate_tokens(std::string(1 << 20, '\xff')), 1 << 20);
}

TEST(approximate_tokens, of_a_prompt_count_its_frames_and_tool_calls) {
    std::vector<llm::message> const prompt{
        {.who = llm::role::user, .text = "abcd"},
        {.who = llm::role::assistant, .tool_calls = {{.id = "1", .name = "find", .arguments = "{\"a\":\"b\"}"}}}};

    EXPECT_EQ(llm::approximate_tokens(prompt), 2 + (4 + 1) + (4 + 1 + 3));
}

}  // namespace
