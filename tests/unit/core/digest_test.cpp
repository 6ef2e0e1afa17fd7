#include "core/base64url.hpp"
#include "core/digest.hpp"

#include <gtest/gtest.h>

namespace {

TEST(digest, of_the_known_text_is_the_known_one) {
    EXPECT_EQ(core::sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(core::sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(digest, hmac_is_that_of_rfc_4231) {
    auto const mac = core::hmac_sha256("Jefe", "what do ya want for nothing?");

    EXPECT_EQ(core::to_base64url(core::bytes_of(mac)), "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM");
}

TEST(digest, comparison_needs_the_same_length_and_bytes) {
    EXPECT_TRUE(core::equal_in_constant_time("secret", "secret"));
    EXPECT_FALSE(core::equal_in_constant_time("secret", "secrex"));
    EXPECT_FALSE(core::equal_in_constant_time("secret", "secret "));
    EXPECT_FALSE(core::equal_in_constant_time("", "s"));
}

}  // namespace
