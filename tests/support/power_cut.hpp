#pragma once

#include "store/sqlite/connection.hpp"

#include <cstdint>

namespace support {

// What one power cut did to the turn log's promises.
struct power_cut_result {
    int shown = 0;   // events that readers had been given
    int lost = 0;    // of these, events that the disk did not have afterwards, or had otherwise
};

// Writes turns to a turn log on a simulated disk while readers follow, cuts the power at a random point, and compares
// what was shown with what a new process finds. The same seed gives the same cut, but for the threads' timing.
power_cut_result cut_power(std::uint64_t seed, store::synchronous sync);

}  // namespace support
