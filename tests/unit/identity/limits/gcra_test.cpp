#include "identity/limits/gcra.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <random>
#include <vector>

namespace {

using identity::gcra;
using identity::rate;
using std::chrono::milliseconds;

core::timestamp const start = core::from_ms(1'790'000'000'000);

std::uint64_t seed() {
    char const* const asked = std::getenv("PARLANCE_SEED");
    return asked ? std::strtoull(asked, nullptr, 10) : std::random_device{}();
}

// The rule itself, over the whole history: in no stretch of time that ends now more than units + units / window · t.
struct exact_model {
    rate limit;
    std::vector<std::pair<core::timestamp, std::int64_t>> admitted{};

    bool admits(std::int64_t cost, core::timestamp now) const {
        auto const window = limit.window.count();
        if (cost > limit.units) return false;
        std::int64_t sum = cost;
        for (auto i = admitted.size(); i-- > 0;) {
            sum += admitted[i].second;
            if (sum * window > limit.units * (window + (now - admitted[i].first).count())) return false;
        }
        return true;
    }
};

TEST(gcra, R_12_admits_exactly_what_the_rule_admits) {
    auto const first = seed();
    std::printf("seed %llu\n", static_cast<unsigned long long>(first));
    for (std::uint64_t run = 0; run < 200; ++run) {
        std::mt19937_64 random(first + run);
        auto const draw = [&](std::int64_t low, std::int64_t high) {
            return std::uniform_int_distribution<std::int64_t>(low, high)(random);
        };
        rate const limit{draw(1, 50), milliseconds(draw(1, 3000))};
        exact_model model{limit};
        gcra bucket;
        auto now = start;
        for (int i = 0; i < 200; ++i) {
            now += milliseconds(draw(0, 2 * limit.window.count() / limit.units + 1));
            auto const cost = draw(1, std::max<std::int64_t>(1, limit.units / 4));
            bool const admits = bucket.wait_for(cost, limit, now) == milliseconds(0);
            ASSERT_EQ(admits, model.admits(cost, now)) << "PARLANCE_SEED=" << first + run;
            if (!admits) continue;
            bucket.take(cost, limit, now);
            model.admitted.emplace_back(now, cost);
        }
    }
}

TEST(gcra, R_04_admits_at_the_moment_that_capacity_returns_and_not_before) {
    rate const limit{7, milliseconds(60'000)};
    gcra bucket;
    bucket.take(7, limit, start);

    auto const wait = bucket.wait_for(1, limit, start);

    EXPECT_GT(wait, milliseconds(0));
    EXPECT_GT(bucket.wait_for(1, limit, start + wait - milliseconds(1)), milliseconds(0));
    EXPECT_EQ(bucket.wait_for(1, limit, start + wait), milliseconds(0));
}

TEST(gcra, a_refusal_costs_nothing) {
    rate const limit{2, milliseconds(1000)};
    gcra bucket;
    bucket.take(2, limit, start);

    for (int i = 0; i < 100; ++i) EXPECT_EQ(bucket.wait_for(1, limit, start), milliseconds(500));
}

TEST(gcra, what_is_given_back_is_there_again_and_no_more_than_that) {
    rate const limit{100, milliseconds(60'000)};
    gcra bucket;
    bucket.take(80, limit, start);

    bucket.refund(70, limit, start);
    EXPECT_EQ(bucket.remaining(limit, start), 90);
    bucket.refund(70, limit, start);
    EXPECT_EQ(bucket.remaining(limit, start), 100);
}

TEST(gcra, stands_still_while_the_clock_goes_backwards) {
    rate const limit{10, milliseconds(1000)};
    gcra bucket;
    bucket.take(10, limit, start);

    EXPECT_EQ(bucket.remaining(limit, start - milliseconds(5000)), 0);
    EXPECT_EQ(bucket.wait_for(1, limit, start + milliseconds(100)), milliseconds(0));
}

TEST(gcra, a_limit_that_was_lowered_does_not_punish_for_the_past) {
    gcra bucket;
    bucket.take(1000, {1000, milliseconds(60'000)}, start);

    EXPECT_LE(bucket.wait_for(1, {10, milliseconds(60'000)}, start), milliseconds(6000));
}

}  // namespace
