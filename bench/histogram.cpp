#include "histogram.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace bench {

void histogram::add(std::chrono::nanoseconds value) {
    // In units of 1/64 µs, so that the smallest bucket with full resolution is the microsecond.
    auto const units = static_cast<std::uint64_t>(std::max<std::int64_t>(value.count(), 0)) * 64 / 1000;
    std::size_t index = static_cast<std::size_t>(units);
    if (units >= steps) {
        auto const shift = static_cast<unsigned>(std::bit_width(units)) - steps_bits - 1;
        index = (shift + 1) * steps + static_cast<std::size_t>((units >> shift) - steps);
    }
    ++buckets_[std::min(index, buckets_.size() - 1)];
    ++count_;
}

double histogram::percentile_us(double share) const {
    if (count_ == 0) return 0;
    auto const wanted =
        std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(count_))));
    std::size_t index = 0;
    for (std::uint64_t seen = buckets_[0]; seen < wanted; seen += buckets_[index]) ++index;
    if (index < steps) return static_cast<double>(index) / 64;
    auto const shift = index / steps - 1;
    return std::ldexp(static_cast<double>(index % steps + steps), static_cast<int>(shift)) / 64;
}

}  // namespace bench
