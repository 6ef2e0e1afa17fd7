#pragma once

#include "core/clock.hpp"

#include <cstdint>

namespace identity {

// So many units in each window, all at once or spread: a limit on a rate.
struct rate {
    std::int64_t units = 0;
    std::chrono::milliseconds window{60'000};

    bool operator==(rate const&) const = default;
};

// The generic cell rate algorithm (ITU-T I.371) in its form as a leaky bucket: what was taken drains at `units` per
// `window`, and no more than `units` may be in it. So any stretch of time t admits at most units + units / window · t,
// and nothing is refused that this allows. Pure: time is an argument, and one that goes backwards stands still. In
// whole numbers, hence exact.
class gcra {
public:
    // How long until take(cost) would succeed: zero where it would now. A cost above `limit.units` never fits; it is
    // told the time to an empty bucket.
    std::chrono::milliseconds wait_for(std::int64_t cost, rate limit, core::timestamp now) const;

    // Takes `cost` units, whether or not they are there.
    void take(std::int64_t cost, rate limit, core::timestamp now);

    // Puts back what was taken and not used.
    void refund(std::int64_t cost, rate limit, core::timestamp now);

    // What could be taken now.
    std::int64_t remaining(rate limit, core::timestamp now) const;

    // How long until all of it is there again.
    std::chrono::milliseconds full_after(rate limit, core::timestamp now) const;

private:
    std::int64_t level(rate limit, core::timestamp now) const;

    std::int64_t level_ = 0;  // what is in it, in units · milliseconds of the window
    core::timestamp changed_at_{};
};

}  // namespace identity
