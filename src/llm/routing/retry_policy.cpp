#include "llm/routing/retry_policy.hpp"

#include <algorithm>
#include <cmath>

namespace llm {

std::optional<std::chrono::milliseconds> retry_policy::after(core::error const& failure, double draw,
                                                             std::chrono::milliseconds left) {
    using std::chrono::milliseconds, std::chrono::seconds;
    if (!failure.retryable || failure.code == core::errc::timeout || retried_ == bounds_.retries) return std::nullopt;

    auto const most = static_cast<double>(bounds_.base.count()) * std::pow(bounds_.factor, retried_);
    milliseconds wait(static_cast<std::int64_t>(draw * std::min(most, static_cast<double>(bounds_.cap.count()))));
    if (failure.retry_after_s) {
        if (seconds(*failure.retry_after_s) > bounds_.cap) return std::nullopt;
        wait = std::max<milliseconds>(wait, seconds(*failure.retry_after_s));
    }
    if (wait >= left) return std::nullopt;
    ++retried_;
    return wait;
}

}  // namespace llm
