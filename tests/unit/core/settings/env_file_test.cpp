#include "core/settings/env_file.hpp"

#include <gtest/gtest.h>

namespace {

std::string value(std::string_view text) {
    auto const parsed = core::parse_env_file(text);
    return parsed.lines.size() == 1 ? parsed.lines[0].value : "(none)";
}

TEST(env_file, reads_quotes_comments_and_export) {
    EXPECT_EQ(value("A=plain text # comment"), "plain text");
    EXPECT_EQ(value("A=a#b"), "a#b");
    EXPECT_EQ(value("A=#only a comment"), "");
    EXPECT_EQ(value("A = spaced "), "spaced");
    EXPECT_EQ(value("export A=b"), "b");
    EXPECT_EQ(value("A='single \\n # kept' # comment"), "single \\n # kept");
    EXPECT_EQ(value("A=\"two\\nlines \\\"quoted\\\" \\\\\""), "two\nlines \"quoted\" \\");
    EXPECT_EQ(value("A="), "");
    EXPECT_EQ(value("\xef\xbb\xbf"
                    "A=b\r\n"),
              "b");
    EXPECT_EQ(value("A=b=c"), "b=c");
}

TEST(env_file, counts_lines) {
    auto const parsed = core::parse_env_file("# head\n\nA=1\nnonsense\nB=\"open\n1C=2\nD=4");

    ASSERT_EQ(parsed.lines.size(), 2u);
    EXPECT_EQ(parsed.lines[0].line, 3);
    EXPECT_EQ(parsed.lines[1].line, 7);
    EXPECT_EQ(parsed.malformed, (std::vector<int>{4, 5, 6}));
}

}  // namespace
