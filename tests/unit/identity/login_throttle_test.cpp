#include "identity/login_throttle.hpp"

#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;
using identity::login_throttle;

constexpr auto begin = core::timestamp(1'790'000'000'000ms);
identity::login_throttle_config const small{{.burst = 3, .each = 10s}, {.burst = 5, .each = 1s}, 100};

TEST(login_throttle, lets_a_burst_pass_and_then_says_when_to_come_back) {
    login_throttle throttle(small);
    for (int i = 0; i < 3; ++i) EXPECT_FALSE(throttle.count("ann", "192.0.2.1", begin));

    EXPECT_EQ(throttle.count("ann", "192.0.2.1", begin), 10s);
    EXPECT_EQ(throttle.count("ann", "192.0.2.1", begin + 4s), 6s);
    EXPECT_FALSE(throttle.count("ann", "192.0.2.1", begin + 10s));
    EXPECT_EQ(throttle.count("ann", "192.0.2.1", begin + 10s), 10s);
}

TEST(login_throttle, never_slows_the_owner_down_who_comes_from_elsewhere) {
    login_throttle throttle(small);
    for (int i = 0; i < 50; ++i) throttle.count("ann", "192.0.2.1", begin);

    EXPECT_FALSE(throttle.count("ann", "192.0.2.2", begin));
}

TEST(login_throttle, slows_an_address_down_that_tries_one_account_after_another) {
    login_throttle throttle(small);
    for (int i = 0; i < 5; ++i) EXPECT_FALSE(throttle.count("a" + std::to_string(i), "192.0.2.1", begin));

    EXPECT_EQ(throttle.count("b", "192.0.2.1", begin), 1s);
    EXPECT_FALSE(throttle.count("b", "192.0.2.9", begin));
}

TEST(login_throttle, counts_by_address_alone_what_is_about_no_account) {
    login_throttle throttle(small);
    for (int i = 0; i < 5; ++i) EXPECT_FALSE(throttle.count("", "192.0.2.1", begin));

    EXPECT_EQ(throttle.count("", "192.0.2.1", begin), 1s);
    throttle.give_back("", "192.0.2.1");
    EXPECT_FALSE(throttle.count("", "192.0.2.1", begin));
}

TEST(login_throttle, counts_a_network_of_ipv6_as_one_address) {
    EXPECT_EQ(identity::throttled_address("2001:db8:1:2::5"), identity::throttled_address("2001:db8:1:2:ffff::1"));
    EXPECT_NE(identity::throttled_address("2001:db8:1:2::5"), identity::throttled_address("2001:db8:1:3::5"));
    EXPECT_EQ(identity::throttled_address("::ffff:192.0.2.1"), "192.0.2.1");
}

TEST(login_throttle, gives_a_right_password_its_try_back) {
    login_throttle throttle(small);
    for (int i = 0; i < 100; ++i) {
        EXPECT_FALSE(throttle.count("ann", "192.0.2.1", begin)) << i;
        throttle.give_back("ann", "192.0.2.1");
    }
}

TEST(login_throttle, never_remembers_more_than_its_bound) {
    login_throttle throttle(small);
    for (int i = 0; i < 2000; ++i)
        throttle.count("ann", "10.0." + std::to_string(i / 250) + "." + std::to_string(i % 250), begin + i * 1ms);

    EXPECT_LE(throttle.size(), 100u);
}

}  // namespace
