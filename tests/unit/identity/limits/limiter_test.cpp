#include "identity/limits/limiter.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace {

using identity::limited;
using identity::limiter;
using std::chrono::milliseconds;

core::timestamp const now = core::from_ms(1'790'000'000'000);

limited caller(std::string who, std::int64_t units) { return {std::move(who), {units, milliseconds(60'000)}}; }

TEST(limiter, R_01_admits_no_more_than_the_limit_of_requests_that_come_at_once) {
    limiter rates;
    std::vector<limited> const team{caller("tokens/team", 100)};

    int admitted = 0;
    for (int i = 0; i < 5; ++i) admitted += rates.take(team, 40, now).retry_after.count() == 0;

    EXPECT_EQ(admitted, 2);
}

TEST(limiter, takes_from_all_limits_or_from_none) {
    limiter rates;
    std::vector<limited> const both{caller("user", 10), caller("key", 1)};
    rates.take(both, 1, now);

    auto const refused = rates.take(both, 1, now);

    EXPECT_EQ(refused.retry_after, milliseconds(60'000));
    EXPECT_EQ(refused.limit.units, 1);
    EXPECT_EQ(rates.take(std::vector{caller("user", 10)}, 0, now).remaining, 9);
}

TEST(limiter, R_13_admits_whoever_waited_as_long_as_it_said) {
    limiter rates;
    std::vector<limited> const all{caller("user", 7), caller("key", 3)};
    auto at = now;
    for (int i = 0; i < 50; ++i) {
        auto const how = rates.take(all, 1, at);
        if (how.retry_after.count() == 0) continue;
        at += std::chrono::ceil<std::chrono::seconds>(how.retry_after);   // as the header says it
        ASSERT_EQ(rates.take(all, 1, at).retry_after.count(), 0);
    }
}

TEST(limiter, says_how_the_caller_stands_with_the_limit_nearest_its_end) {
    limiter rates;

    auto const how = rates.take(std::vector{caller("user", 100), caller("key", 10)}, 5, now);

    EXPECT_EQ(how.limit.units, 10);
    EXPECT_EQ(how.remaining, 5);
    EXPECT_EQ(how.full_after, milliseconds(30'000));
}

TEST(limiter, forgets_callers_whose_limit_is_whole_again) {
    limiter rates(100);
    for (int i = 0; i < 100; ++i) rates.take(std::vector{caller(std::to_string(i), 10)}, 1, now);

    rates.take(std::vector{caller("newcomer", 10)}, 1, now + milliseconds(60'000));

    EXPECT_EQ(rates.callers(), 1u);
}

TEST(limiter, has_newcomers_share_one_limit_while_there_is_no_room) {
    limiter rates(10);
    for (int i = 0; i < 10; ++i) rates.take(std::vector{caller(std::to_string(i), 5)}, 5, now);

    int admitted = 0;
    for (int i = 0; i < 100; ++i)
        admitted += rates.take(std::vector{caller("new" + std::to_string(i), 5)}, 1, now).retry_after.count() == 0;

    EXPECT_EQ(admitted, 5);
    EXPECT_LE(rates.callers(), 11u);
}

}  // namespace
