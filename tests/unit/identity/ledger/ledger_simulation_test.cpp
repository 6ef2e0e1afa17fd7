#include "simulated_installation.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

namespace {

std::uint64_t first_seed() {
    char const* const asked = std::getenv("PARLANCE_SEED");
    return asked ? std::strtoull(asked, nullptr, 10) : std::random_device{}();
}

int schedules() {
    char const* const asked = std::getenv("PARLANCE_SIMULATIONS");
    return asked ? std::atoi(asked) : 1000;
}

TEST(ledger_simulation, settled_never_exceeds_the_limit_and_reservations_return_to_zero) {
    auto const seed = first_seed();
    std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
    int calls = 0, crashes = 0;
    for (int i = 0; i < schedules(); ++i) {
        try {
            simulation::installation one(seed + std::uint64_t(i));
            one.run(300);
            calls += one.calls();
            crashes += one.crashes();
        } catch (simulation::broken_promise const& broken) {
            FAIL() << broken.what() << ": PARLANCE_SEED=" << seed + std::uint64_t(i) << " PARLANCE_SIMULATIONS=1";
        }
    }
    std::printf("%d calls, %d crashes\n", calls, crashes);
    EXPECT_GT(calls, 0);
}

}  // namespace
