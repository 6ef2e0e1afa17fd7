#pragma once

#include "core/error.hpp"
#include "llm/routing/retry_budget.hpp"

#include <chrono>
#include <optional>

namespace llm {

// Decides, for one call that has one route, whether an attempt that failed is followed by another and when. Pure:
// chance and time are arguments. A wait is drawn evenly from zero to base · factor^n (full jitter), at most cap; a
// server that says how long to wait is obeyed, or not asked again where it wants more than cap. A model that did not
// answer in time isn't asked again.
class retry_policy {
public:
    explicit retry_policy(retry_bounds bounds) : bounds_(bounds) {}

    // One more attempt failed. `draw` is from 0 up to 1; `left` is what remains of the call's whole time. Returns how
    // long to wait before the next attempt, or nothing when there is none.
    std::optional<std::chrono::milliseconds> after(core::error const& failure, double draw,
                                                   std::chrono::milliseconds left);

private:
    retry_bounds bounds_;
    int retried_ = 0;
};

}  // namespace llm
