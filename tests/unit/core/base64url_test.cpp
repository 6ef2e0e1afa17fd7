#include "core/base64url.hpp"

#include <gtest/gtest.h>

namespace {

TEST(base64url, writes_and_reads_the_vectors_of_rfc_4648) {
    for (auto const& [bytes, text] : {std::pair{"", ""},
                                      {"f", "Zg"},
                                      {"fo", "Zm8"},
                                      {"foo", "Zm9v"},
                                      {"foob", "Zm9vYg"},
                                      {"fooba", "Zm9vYmE"},
                                      {"foobar", "Zm9vYmFy"},
                                      {"\xfb\xff", "-_8"}}) {
        EXPECT_EQ(core::to_base64url(bytes), text);
        EXPECT_EQ(core::from_base64url(text), bytes);
    }
}

TEST(base64url, refuses_every_second_spelling_of_the_same_bytes) {
    for (auto const* text : {"Zg==", "Zh", "Zm9=", "Zm8 ", " Zm8", "+/8", "Zm9vY", "Zm\n9v", "Z"})
        EXPECT_FALSE(core::from_base64url(text)) << text;
    EXPECT_FALSE(core::from_base64url(std::string_view("Zg\0\0", 4)));
}

}  // namespace
