#include "simulated_turn_log.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

namespace {

using simulation::plan;
using simulation::violation;
using simulation::world;

int schedules() {
    char const* const asked = std::getenv("PARLANCE_SIMULATIONS");
    return asked ? std::atoi(asked) : 10'000;
}

std::uint64_t first_seed() {
    char const* const asked = std::getenv("PARLANCE_SEED");
    return asked ? std::strtoull(asked, nullptr, 10) : std::random_device{}();
}

// Runs `count` schedules; returns the number of crashes in them, and fails with the seed of the first that went wrong.
int run_all(int count, plan what) {
    auto const seed = first_seed();
    std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
    int crashes = 0;
    for (int i = 0; i < count; ++i) {
        try {
            world w(seed + i, what);
            w.run();
            crashes += w.crashes();
        } catch (violation const& v) {
            ADD_FAILURE() << v.what() << ": PARLANCE_SEED=" << seed + i << " PARLANCE_SIMULATIONS=1";
            return crashes;
        }
    }
    return crashes;
}

TEST(turn_simulation, keeps_its_guarantees_where_the_model_continues_a_text) {
    EXPECT_GT(run_all(schedules() / 2, {.prefill = true}) + (schedules() < 10 ? 1 : 0), 0);
}

TEST(turn_simulation, keeps_its_guarantees_where_the_model_starts_anew) {
    EXPECT_GT(run_all(schedules() / 2, {.prefill = false}) + (schedules() < 10 ? 1 : 0), 0);
}

TEST(turn_simulation, keeps_its_guarantees_where_the_provider_keeps_its_answers) {
    EXPECT_GT(run_all(schedules() / 4, {.prefill = false, .kept = true}) + (schedules() < 10 ? 1 : 0), 0);
}

TEST(turn_simulation, notices_delivery_before_durability) {
    int noticed = 0;
    for (int seed = 0; seed < 100; ++seed) {
        try {
            world(seed, {.deliver_early = true}).run();
        } catch (violation const&) {
            ++noticed;
        }
    }
    EXPECT_GT(noticed, 50);
}

}  // namespace
