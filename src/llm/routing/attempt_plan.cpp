#include "llm/routing/attempt_plan.hpp"

#include <algorithm>
#include <cmath>

namespace llm {

using std::chrono::milliseconds;
using std::chrono::seconds;

attempt_plan::attempt_plan(std::vector<candidate> candidates, retry_bounds bounds)
    : candidates_(std::move(candidates)), no_prefill_(candidates_.size()), no_asking_(candidates_.size()),
      bounds_(bounds) {
    for (std::size_t i = 0; i < candidates_.size(); ++i)
        for (auto const endpoint : candidates_[i].endpoints) routes_.push_back({.candidate = i, .endpoint = endpoint});
}

core::result<attempt> attempt_plan::next(endpoint_gate& gate, spoken said, time now, time until, double draw) {
    current_.reset();
    if (final_) return *final_;
    if (now >= until && to_tell_) return *to_tell_;
    current_ = first_from(next_, gate, said, now);
    if (!current_ && to_tell_) {
        auto const wait = wait_for_round(now, until, draw);
        if (!wait || !gate.take_retry()) return *to_tell_;
        ++rounds_;
        current_ = first_from(0, gate, said, now + *wait);
        if (current_) current_->wait = *wait;
    }
    if (current_) return *current_;
    return to_tell_ ? *to_tell_ : nobody(gate, now);
}

std::optional<attempt> attempt_plan::first_from(std::size_t begin, endpoint_gate& gate, spoken said, time now) {
    for (next_ = begin; next_ < routes_.size(); ++next_) {
        auto& one = routes_[next_];
        auto const& who = candidates_[one.candidate];
        if (one.over || one.not_before > now || !is_large_enough(who)) continue;
        auto const entered = gate.enter(one.endpoint, now);
        if (entered == entry::refused) continue;
        ++next_;
        return attempt{.candidate = one.candidate,
                       .endpoint = one.endpoint,
                       .as = entered,
                       .how = how(one.candidate, said),
                       .another_remains = another_remains(next_, gate, now)};
    }
    return std::nullopt;
}

// Full jitter, and at least until the first of those that may have recovered wants to be asked.
std::optional<milliseconds> attempt_plan::wait_for_round(time now, time until, double draw) const {
    if (rounds_ == bounds_.retries) return std::nullopt;
    std::optional<time> soonest;
    for (auto const& one : routes_)
        if (!one.over && is_large_enough(candidates_[one.candidate]))
            soonest = soonest ? std::min(*soonest, one.not_before) : one.not_before;
    if (!soonest) return std::nullopt;
    auto const most = static_cast<double>(bounds_.base.count()) * std::pow(bounds_.factor, rounds_);
    milliseconds wait(static_cast<std::int64_t>(draw * std::min(most, static_cast<double>(bounds_.cap.count()))));
    wait = std::max(wait, std::chrono::ceil<milliseconds>(*soonest - now));
    if (wait > bounds_.cap || now + wait >= until) return std::nullopt;
    return wait;
}

bool attempt_plan::another_remains(std::size_t behind, endpoint_gate const& gate, time now) const {
    return std::any_of(routes_.begin() + static_cast<std::ptrdiff_t>(behind), routes_.end(), [&](route const& one) {
        return !one.over && one.not_before <= now && is_large_enough(candidates_[one.candidate]) &&
               gate.admits(one.endpoint, now);
    });
}

bool attempt_plan::is_large_enough(candidate const& one) const {
    return !too_small_ || one.context_tokens == 0 || one.context_tokens > *too_small_;
}

manner attempt_plan::how(std::size_t candidate, spoken said) const {
    if (!said.anything()) return manner::begin;
    if (!said.text) return manner::restart;   // neither a call nor a thought can be gone on with
    if (candidates_[candidate].can.prefill && !no_prefill_[candidate]) return manner::prefill;
    return no_asking_[candidate] ? manner::restart : manner::ask;
}

void attempt_plan::failed(core::error const& why, time now, bool had_said_something) {
    if (!current_) return;
    using enum core::errc;
    auto const at = *current_;
    auto& one = routes_[next_ - 1];
    if (!to_tell_ || had_said_something) to_tell_ = why;
    if (why.code == content_filtered) final_ = why;
    if (why.code == invalid_input && (at.how == manner::prefill || at.how == manner::ask)) {
        (at.how == manner::prefill ? no_prefill_ : no_asking_)[at.candidate] = true;
        --next_;   // the same route, in another way
        return;
    }
    if (why.code == context_too_long) {
        too_small_ = std::max(too_small_.value_or(0), candidates_[at.candidate].context_tokens);
        end(at.candidate);
    } else if (why.code == not_found) {
        end(at.candidate);
    } else if (!why.retryable || why.code == timeout) {
        one.over = true;
    }
    if (!why.retry_after_s) return;
    one.not_before = now + seconds(*why.retry_after_s);
    if (seconds(*why.retry_after_s) > bounds_.cap) one.over = true;
}

void attempt_plan::end(std::size_t candidate) {
    auto const& same = candidates_[candidate];
    for (auto& one : routes_) {
        auto const& other = candidates_[one.candidate];
        if (other.provider == same.provider && other.model == same.model) one.over = true;
    }
}

core::error attempt_plan::nobody(endpoint_gate const& gate, time now) const {
    core::error out{core::errc::unavailable, "No model can be reached right now; try again shortly."};
    out.retryable = true;
    auto soonest = milliseconds::max();
    for (auto const& one : routes_) soonest = std::min(soonest, gate.opens_in(one.endpoint, now));
    if (!routes_.empty()) out.retry_after_s = static_cast<int>(std::chrono::ceil<seconds>(soonest).count());
    out.retry_after_s = std::max(1, out.retry_after_s.value_or(1));
    return out;
}

}  // namespace llm
