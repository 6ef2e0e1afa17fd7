#include "llm/routing/breaker.hpp"

#include <algorithm>

namespace llm {

char const* to_string(breaker_state state) {
    switch (state) {
    case breaker_state::closed:    return "closed";
    case breaker_state::half_open: return "half_open";
    case breaker_state::open:      return "open";
    }
    return "closed";
}

bool breaker::admits(time now) const { return !opened_ || (!probing_ && now - *opened_ >= bounds_.rest); }

entry breaker::enter(time now) {
    if (!admits(now)) return entry::refused;
    probing_ = opened_.has_value();
    return probing_ ? entry::probe : entry::passed;
}

void breaker::began() {
    if (!opened_) return;
    opened_.reset();
    probing_ = false;
    failures_ = bounds_.failures - 1;
}

void breaker::succeeded() {
    failures_ = 0;
    opened_.reset();
    probing_ = false;
}

// A call that had entered before the breaker opened does not lengthen its rest.
void breaker::failed(time now, entry as) {
    ++failures_;
    if (as == entry::probe) probing_ = false;
    if (as == entry::probe || (!opened_ && failures_ >= bounds_.failures)) opened_ = now;
}

void breaker::given_up(entry as) {
    if (as == entry::probe) probing_ = false;
}

breaker_state breaker::state(time now) const {
    if (!opened_) return breaker_state::closed;
    return probing_ || now - *opened_ >= bounds_.rest ? breaker_state::half_open : breaker_state::open;
}

std::chrono::milliseconds breaker::opens_in(time now) const {
    using std::chrono::milliseconds;
    if (!opened_) return milliseconds(0);
    return std::max(milliseconds(0), std::chrono::ceil<milliseconds>(*opened_ + bounds_.rest - now));
}

}  // namespace llm
