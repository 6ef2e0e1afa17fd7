#include "llm/wire/upstream.hpp"

#include <gtest/gtest.h>

namespace {

TEST(url_segment, leaves_only_what_cannot_mean_something_else) {
    EXPECT_EQ(llm::url_segment("gemini-2.5_x~"), "gemini-2.5_x~");
    EXPECT_EQ(llm::url_segment("a/b?c#d%e:f g\r\n\x7f"), "a%2Fb%3Fc%23d%25e%3Af%20g%0D%0A%7F");
    EXPECT_EQ(llm::url_segment("ü"), "%C3%BC");
    EXPECT_EQ(llm::url_segment(".."), "%2E%2E");
    EXPECT_EQ(llm::url_segment("."), "%2E");
    EXPECT_EQ(llm::url_segment(""), "");
}

}  // namespace
