#include "net/address_range.hpp"

#include <gtest/gtest.h>

namespace {

using net::address_in_range;

TEST(address_range, holds_exactly_the_addresses_of_its_prefix) {
    EXPECT_TRUE(address_in_range("10.1.2.3", "10.0.0.0/8"));
    EXPECT_FALSE(address_in_range("11.1.2.3", "10.0.0.0/8"));
    EXPECT_TRUE(address_in_range("192.168.1.129", "192.168.1.128/25"));
    EXPECT_FALSE(address_in_range("192.168.1.127", "192.168.1.128/25"));
    EXPECT_TRUE(address_in_range("10.0.0.1", "10.0.0.1"));
    EXPECT_FALSE(address_in_range("10.0.0.2", "10.0.0.1"));
    EXPECT_TRUE(address_in_range("fd12::1", "fd00::/8"));
    EXPECT_FALSE(address_in_range("fe80::1", "fd00::/8"));
    EXPECT_TRUE(address_in_range("1.2.3.4", "0.0.0.0/0"));
}

TEST(address_range, sees_ipv4_inside_ipv6) {
    EXPECT_TRUE(address_in_range("::ffff:10.0.0.1", "10.0.0.0/8"));
    EXPECT_FALSE(address_in_range("fd00::1", "0.0.0.0/0"));
}

TEST(address_range, holds_nothing_when_it_is_none) {
    for (auto const* const range : {"", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/", "10.0.0.0/-1", "::/129", "host"})
        EXPECT_FALSE(address_in_range("10.0.0.1", range)) << range;
    EXPECT_FALSE(address_in_range("host", "10.0.0.0/8"));
    EXPECT_FALSE(address_in_range("", "0.0.0.0/0"));
}

}  // namespace
