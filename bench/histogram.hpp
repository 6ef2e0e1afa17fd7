#pragma once

#include <array>
#include <chrono>
#include <cstdint>

namespace bench {

// Counts durations from a microsecond to hours in buckets at most 1.6 % wide.
class histogram {
public:
    void add(std::chrono::nanoseconds value);

    // The duration that `share` (0 to 1) of all values do not exceed, in µs; 0 when there are none.
    double percentile_us(double share) const;
    std::uint64_t count() const { return count_; }

private:
    static constexpr unsigned steps_bits = 6;   // 64 buckets between one power of two and the next
    static constexpr std::size_t steps = 1u << steps_bits;

    std::array<std::uint64_t, 40 * steps> buckets_{};
    std::uint64_t count_ = 0;
};

}  // namespace bench
