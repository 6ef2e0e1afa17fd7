#include "identity/limits/gcra.hpp"

#include <algorithm>

namespace identity {

namespace {

std::int64_t divide_up(std::int64_t what, std::int64_t by) { return (what + by - 1) / by; }

std::int64_t capacity(rate limit) { return limit.units * limit.window.count(); }

}  // namespace

std::int64_t gcra::level(rate limit, core::timestamp now) const {
    // No more than a window: an older bucket is empty, and the product stays small.
    auto const elapsed = std::clamp(now - changed_at_, std::chrono::milliseconds(0), limit.window);
    // A limit that became smaller meanwhile must not punish for what the larger one allowed.
    return std::max<std::int64_t>(0, std::min(level_, capacity(limit)) - elapsed.count() * limit.units);
}

std::chrono::milliseconds gcra::wait_for(std::int64_t cost, rate limit, core::timestamp now) const {
    auto const fits = std::min(cost, limit.units) * limit.window.count();
    auto const excess = level(limit, now) + fits - capacity(limit);
    return std::chrono::milliseconds(excess <= 0 ? 0 : divide_up(excess, limit.units));
}

void gcra::take(std::int64_t cost, rate limit, core::timestamp now) {
    level_ = level(limit, now) + std::min(cost, limit.units) * limit.window.count();
    changed_at_ = std::max(changed_at_, now);
}

void gcra::refund(std::int64_t cost, rate limit, core::timestamp now) {
    level_ = std::max<std::int64_t>(0, level(limit, now) - std::min(cost, limit.units) * limit.window.count());
    changed_at_ = std::max(changed_at_, now);
}

std::int64_t gcra::remaining(rate limit, core::timestamp now) const {
    return std::max<std::int64_t>(0, capacity(limit) - level(limit, now)) / limit.window.count();
}

std::chrono::milliseconds gcra::full_after(rate limit, core::timestamp now) const {
    return std::chrono::milliseconds(divide_up(level(limit, now), limit.units));
}

}  // namespace identity
