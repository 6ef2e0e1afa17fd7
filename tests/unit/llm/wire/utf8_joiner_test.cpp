#include "llm/wire/utf8_joiner.hpp"

#include "core/unicode.hpp"

#include <gtest/gtest.h>

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

TEST(utf8_joiner, gives_whole_text_unchanged) {
    llm::utf8_joiner joiner;
    EXPECT_EQ(joiner.join("Grüße, 東京 🙂"), "Grüße, 東京 🙂");
    EXPECT_EQ(joiner.rest(), "");
}

TEST(utf8_joiner, gives_valid_pieces_however_the_text_is_split) {
    std::string const text = "aé東🙂z";
    for (std::size_t first = 0; first <= text.size(); ++first)
        for (std::size_t second = first; second <= text.size(); ++second) {
            SCOPED_TRACE("cut at bytes " + std::to_string(first) + " and " + std::to_string(second));
            llm::utf8_joiner joiner;
            std::string joined;
            for (auto const& piece : {text.substr(0, first), text.substr(first, second - first), text.substr(second)}) {
                auto const out = joiner.join(piece);
                EXPECT_TRUE(core::valid_utf8(out));
                joined += out;
            }
            EXPECT_EQ(joined + joiner.rest(), text);
        }
}

TEST(utf8_joiner, holds_back_no_more_than_the_unfinished_character) {
    llm::utf8_joiner joiner;
    EXPECT_EQ(joiner.join("ab\xF0\x9F\x99"), "ab");
    EXPECT_EQ(joiner.join("\x82"
                          "c"),
              "🙂c");
}

TEST(utf8_joiner, replaces_what_is_never_finished) {
    llm::utf8_joiner joiner;
    EXPECT_EQ(joiner.join("ab\xE6\x9D"), "ab");
    EXPECT_EQ(joiner.rest(), replacement);
    EXPECT_EQ(joiner.rest(), "");
}

TEST(utf8_joiner, replaces_bytes_that_belong_to_no_character) {
    llm::utf8_joiner joiner;
    EXPECT_EQ(joiner.join("a\xFF"
                          "b"),
              "a" + std::string(replacement) + "b");
    EXPECT_EQ(joiner.join("\xE6"), "");
    EXPECT_EQ(joiner.join("x"), std::string(replacement) + "x");
    EXPECT_EQ(joiner.join("\x80\x80\x80\x80").size() % 3, 0u);
}

}  // namespace
