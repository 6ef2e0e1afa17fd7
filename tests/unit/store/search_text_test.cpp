#include "store/search_text.hpp"

#include <gtest/gtest.h>

namespace store {
namespace {

TEST(search_text, every_word_is_quoted_and_the_last_is_a_prefix) {
    EXPECT_EQ(fts5_query("two  words"), "\"two\" \"words\"*");
    EXPECT_EQ(fts5_query("a OR b*"), "\"a\" \"OR\" \"b*\"*");
    EXPECT_EQ(fts5_query("say \"hi\""), "\"say\" \" hi \"*");
    EXPECT_EQ(fts5_query("漢字"), "\"漢字\"*");
}

TEST(search_text, control_characters_separate_words) {
    EXPECT_EQ(fts5_query(std::string_view("a\0b\nc", 5)), "\"a\" \"b\" \"c\"*");
}

TEST(search_text, a_text_without_a_word_is_no_query) {
    for (std::string_view const text : {"", " ", "\"\"", "* - +", "()"}) EXPECT_EQ(fts5_query(text), "") << text;
}

TEST(search_text, its_length_is_bounded) {
    EXPECT_LT(fts5_query(std::string(1 << 20, 'x')).size(), 5000u);
    EXPECT_LT(like_pattern(std::string(1 << 20, '%')).size(), 10'000u);
}

TEST(search_text, a_pattern_means_its_text_literally) {
    EXPECT_EQ(like_pattern("50%_\\x"), "%50\\%\\_\\\\x%");
    EXPECT_EQ(like_pattern(""), "%%");
}

}  // namespace
}  // namespace store
