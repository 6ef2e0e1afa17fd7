#include "llm/routing/endpoint_desk.hpp"

#include <algorithm>
#include <utility>

namespace llm {
namespace {

// Nobody rate-limits, refuses a request or lacks a model who is not there.
bool is_out_of_use(core::errc why) {
    using enum core::errc;
    return why == upstream_failed || why == timeout || why == unauthorized;
}

}  // namespace

endpoint_desk::endpoint_desk(std::vector<endpoint_config> const& endpoints, breaker_bounds bounds,
                             std::function<void(endpoint_status const&)> changed, endpoint_desk const* before)
    : changed_(std::move(changed)) {
    for (auto const& one : endpoints) {
        auto const earlier = std::ranges::count(all_, one.provider, &place::provider);
        auto label = earlier == 0 ? one.provider : one.provider + "#" + std::to_string(earlier + 1);
        all_.push_back({one.provider, std::move(label), one.identity, one.breaks, nullptr});
        if (before && !one.identity.empty()) {
            auto const known = std::ranges::find(before->all_, one.identity, &place::identity);
            if (known != before->all_.end()) all_.back().now = known->now;
        }
        if (!all_.back().now)
            all_.back().now = std::make_shared<core::guarded<state>>(state{.breaker = llm::breaker(bounds)});
    }
}

endpoint_status endpoint_desk::status_of(place const& one, state const& now, breaker_state breaker) {
    return {one.provider, one.label, now.reachable, now.last_failure, breaker};
}

bool endpoint_desk::admits(std::size_t endpoint, time now) const {
    return all_[endpoint].now->with([&](auto const& one) { return one.breaker.admits(now); });
}

entry endpoint_desk::enter(std::size_t endpoint, time now) {
    return all_[endpoint].now->with([&](auto& one) { return one.breaker.enter(now); });
}

std::chrono::milliseconds endpoint_desk::opens_in(std::size_t endpoint, time now) const {
    return all_[endpoint].now->with([&](auto const& one) { return one.breaker.opens_in(now); });
}

bool endpoint_desk::take_retry() {
    return budget_.with([](auto& budget) { return budget.take_retry(); });
}

void endpoint_desk::add_request() {
    budget_.with([](auto& budget) { budget.add_request(); });
}

// Whoever is told is told outside the lock.
template <class Change>
void endpoint_desk::change(std::size_t endpoint, time now, Change what) {
    auto const& which = all_[endpoint];
    auto const told = which.now->with([&](state& one) -> std::optional<endpoint_status> {
        what(one);
        auto const after = one.breaker.state(now);
        if (std::exchange(one.told, after) == after) return std::nullopt;
        return status_of(which, one, after);
    });
    if (told && changed_) changed_(*told);
}

void endpoint_desk::began(std::size_t endpoint, time now) {
    change(endpoint, now, [](state& one) {
        one.breaker.began();
        one.reachable = true;
    });
}

void endpoint_desk::succeeded(std::size_t endpoint, time now) {
    change(endpoint, now, [](state& one) {
        one.breaker.succeeded();
        one.reachable = true;
        one.last_failure.reset();
    });
}

void endpoint_desk::failed(std::size_t endpoint, core::errc why, time now, entry as) {
    bool const breaks = all_[endpoint].breaks;
    change(endpoint, now, [&](state& one) {
        if (why == core::errc::rate_limited) one.breaker.given_up(as);
        else if (!is_out_of_use(why)) one.breaker.succeeded();
        else if (breaks) one.breaker.failed(now, as);
        one.reachable = !is_out_of_use(why);
        one.last_failure = why;
    });
}

void endpoint_desk::given_up(std::size_t endpoint, entry as) {
    all_[endpoint].now->with([&](auto& one) { one.breaker.given_up(as); });
}

void endpoint_desk::heard(std::string_view provider, std::optional<core::errc> failure) {
    auto const one = std::ranges::find(all_, provider, &place::provider);
    if (one == all_.end()) return;
    one->now->with([&](state& now) {
        now.reachable = !failure || !is_out_of_use(*failure);
        now.last_failure = failure;
    });
}

std::vector<endpoint_status> endpoint_desk::status(time now) const {
    std::vector<endpoint_status> out;
    for (auto const& one : all_)
        out.push_back(
            one.now->with([&](state const& known) { return status_of(one, known, known.breaker.state(now)); }));
    return out;
}

std::vector<provider_status> endpoint_desk::providers() const {
    std::vector<provider_status> out;
    for (auto const& one : all_) {
        auto const known = std::ranges::find(out, one.provider, &provider_status::name);
        auto const shows = one.now->with([&](state const& now) {
            return provider_status{one.provider, now.reachable, now.last_failure};
        });
        if (known == out.end()) out.push_back(shows);
        else if (shows.reachable && (!known->reachable || !shows.last_failure)) *known = shows;
    }
    return out;
}

}  // namespace llm
