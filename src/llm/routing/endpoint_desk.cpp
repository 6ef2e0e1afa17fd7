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

endpoint_desk::endpoint_desk(std::vector<endpoint_config> endpoints, breaker_bounds bounds,
                             std::function<void(endpoint_status const&)> changed)
    : changed_(std::move(changed)) {
    std::vector<state> all;
    for (auto const& one : endpoints) {
        auto const earlier = std::ranges::count(all, one.provider, [](auto const& s) { return s.shows.provider; });
        auto label = earlier == 0 ? one.provider : one.provider + "#" + std::to_string(earlier + 1);
        all.push_back({.shows = {.provider = one.provider, .label = std::move(label)},
                       .breaker = llm::breaker(bounds),
                       .breaks = one.breaks});
    }
    all_.with([&](auto& mine) { mine = std::move(all); });
}

bool endpoint_desk::admits(std::size_t endpoint, time now) const {
    return all_.with([&](auto const& all) { return all[endpoint].breaker.admits(now); });
}

entry endpoint_desk::enter(std::size_t endpoint, time now) {
    return all_.with([&](auto& all) { return all[endpoint].breaker.enter(now); });
}

std::chrono::milliseconds endpoint_desk::opens_in(std::size_t endpoint, time now) const {
    return all_.with([&](auto const& all) { return all[endpoint].breaker.opens_in(now); });
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
    auto const told = all_.with([&](auto& all) -> std::optional<endpoint_status> {
        auto& one = all[endpoint];
        what(one);
        auto const before = std::exchange(one.shows.breaker, one.breaker.state(now));
        return one.shows.breaker == before ? std::nullopt : std::optional(one.shows);
    });
    if (told && changed_) changed_(*told);
}

void endpoint_desk::began(std::size_t endpoint, time now) {
    change(endpoint, now, [](state& one) {
        one.breaker.began();
        one.shows.reachable = true;
    });
}

void endpoint_desk::succeeded(std::size_t endpoint, time now) {
    change(endpoint, now, [](state& one) {
        one.breaker.succeeded();
        one.shows.reachable = true;
        one.shows.last_failure.reset();
    });
}

void endpoint_desk::failed(std::size_t endpoint, core::errc why, time now, entry as) {
    change(endpoint, now, [&](state& one) {
        if (why == core::errc::rate_limited) one.breaker.given_up(as);
        else if (!is_out_of_use(why)) one.breaker.succeeded();
        else if (one.breaks) one.breaker.failed(now, as);
        one.shows.reachable = !is_out_of_use(why);
        one.shows.last_failure = why;
    });
}

void endpoint_desk::given_up(std::size_t endpoint, entry as) {
    all_.with([&](auto& all) { all[endpoint].breaker.given_up(as); });
}

void endpoint_desk::heard(std::string_view provider, std::optional<core::errc> failure) {
    all_.with([&](auto& all) {
        auto const one = std::ranges::find(all, provider, [](state const& s) { return s.shows.provider; });
        if (one == all.end()) return;
        one->shows.reachable = !failure || !is_out_of_use(*failure);
        one->shows.last_failure = failure;
    });
}

std::vector<endpoint_status> endpoint_desk::status(time now) const {
    return all_.with([&](auto const& all) {
        std::vector<endpoint_status> out;
        for (auto const& one : all) {
            out.push_back(one.shows);
            out.back().breaker = one.breaker.state(now);
        }
        return out;
    });
}

std::vector<provider_status> endpoint_desk::providers() const {
    return all_.with([](auto const& all) {
        std::vector<provider_status> out;
        for (auto const& one : all) {
            auto const known = std::ranges::find(out, one.shows.provider, &provider_status::name);
            provider_status const shows{one.shows.provider, one.shows.reachable, one.shows.last_failure};
            if (known == out.end()) out.push_back(shows);
            else if (shows.reachable && (!known->reachable || !shows.last_failure)) *known = shows;
        }
        return out;
    });
}

}  // namespace llm
