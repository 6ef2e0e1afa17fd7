#include "timer_wheel.hpp"

#include <algorithm>

namespace bench {

std::uint64_t timer_wheel::tick_of(steady::time_point when) const {
    if (when <= origin_) return 0;
    return static_cast<std::uint64_t>(std::chrono::ceil<std::chrono::milliseconds>(when - origin_).count());
}

void timer_wheel::set(timer& what, steady::time_point due) {
    what.cancel();
    what.due_ = due;
    auto const tick = std::max(tick_of(due), done_ + 1);
    slots_[tick % slot_count].push_back(what);
}

void timer_wheel::advance(steady::time_point now) {
    auto const last = static_cast<std::uint64_t>(std::chrono::floor<std::chrono::milliseconds>(now - origin_).count());
    while (done_ < last) {
        ++done_;
        slot ready;
        ready.swap(slots_[done_ % slot_count]);
        while (!ready.empty()) {
            timer& next = ready.front();
            ready.pop_front();
            if (tick_of(next.due_) > done_) slots_[done_ % slot_count].push_back(next);
            else next.on_timer();
        }
    }
}

std::optional<std::chrono::milliseconds> timer_wheel::until_next(steady::time_point now) const {
    for (std::uint64_t ahead = 1; ahead <= slot_count; ++ahead) {
        if (slots_[(done_ + ahead) % slot_count].empty()) continue;
        auto const due = origin_ + std::chrono::milliseconds(done_ + ahead);
        return std::max(std::chrono::ceil<std::chrono::milliseconds>(due - now), std::chrono::milliseconds(0));
    }
    return std::nullopt;
}

}  // namespace bench
