#include "llm/routing/retry_budget.hpp"

#include <algorithm>

namespace llm {

void retry_budget::add_request() { saved_ = std::min(saved_ + per_request, saved_max); }

bool retry_budget::take_retry() {
    if (saved_ < per_retry) return false;
    saved_ -= per_retry;
    return true;
}

}  // namespace llm
