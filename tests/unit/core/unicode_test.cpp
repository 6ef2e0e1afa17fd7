#include "core/unicode.hpp"

#include <gtest/gtest.h>

namespace {

TEST(unicode, tells_valid_utf8_from_invalid) {
    for (std::string_view const good : {"", "plain ascii, longer than eight bytes", "\u00e4", "\u20ac", "\U0001f600",
                                        "\xf4\x8f\xbf\xbf", "\xed\x9f\xbf", "12345678\u00e4"})
        EXPECT_TRUE(core::valid_utf8(good)) << good;
    for (std::string_view const bad :
         {"\x80", "\xc0\xaf", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80",
          "\xf5\x80\x80\x80", "\xff", "\xe2\x82", "12345678\xe2"})
        EXPECT_FALSE(core::valid_utf8(bad));
}

TEST(unicode, finds_an_invalid_byte_wherever_it_stands) {
    std::string text(40, 'a');
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto broken = text;
        broken[at] = '\x80';
        EXPECT_FALSE(core::valid_utf8(broken)) << at;
    }
}

TEST(unicode, counts_code_points) {
    EXPECT_EQ(core::count_characters(""), 0u);
    EXPECT_EQ(core::count_characters("a\u00e4\u20ac\U0001f600"), 4u);
}

TEST(unicode, cuts_between_code_points_only) {
    std::string_view const text = "a\u20acb";

    EXPECT_EQ(core::first_characters(text, 2), "a\u20ac");
    EXPECT_EQ(core::first_characters(text, 0), "");
    EXPECT_EQ(core::first_characters(text, 9), text);
    EXPECT_EQ(core::first_bytes(text, 3), "a");
    EXPECT_EQ(core::first_bytes(text, 4), "a\u20ac");
    EXPECT_EQ(core::first_bytes(text, 9), text);
}

TEST(unicode, replaces_each_broken_sequence_once) {
    EXPECT_EQ(core::to_valid_utf8("ok \u00e4"), "ok \u00e4");
    EXPECT_EQ(core::to_valid_utf8("a\xe2\x82z"), "a\ufffdz");
    EXPECT_EQ(core::to_valid_utf8("\xff\xfe"), "\ufffd\ufffd");
    EXPECT_EQ(core::to_valid_utf8("\xed\xa0\x80"), "\ufffd\ufffd\ufffd");
    EXPECT_EQ(core::to_valid_utf8("\xf0\x9f\x98"), "\ufffd");
}

}  // namespace
