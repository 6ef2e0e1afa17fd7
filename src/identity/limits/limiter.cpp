#include "identity/limits/limiter.hpp"

#include <algorithm>

namespace identity {

limiter::entry& limiter::at(entries& all, limited const& what, core::timestamp now) {
    if (auto const found = all.find(what.who); found != all.end()) {
        found->second.limit = what.limit;
        return found->second;
    }
    if (all.size() >= callers_max_ && now >= next_sweep_) forget_idle(all, now);
    auto& made = all.size() < callers_max_ ? all[what.who] : all["others"];
    made.limit = what.limit;
    return made;
}

// At most once a second: what is full of busy callers stays full for a while.
void limiter::forget_idle(entries& all, core::timestamp now) {
    std::erase_if(all, [now](auto const& each) {
        return each.second.bucket.full_after(each.second.limit, now) == std::chrono::milliseconds(0);
    });
    next_sweep_ = now + std::chrono::seconds(1);
}

namespace {

// The one with the smaller share left.
bool nearer_its_end(rate_standing const& a, rate_standing const& b) {
    return static_cast<double>(a.remaining) * static_cast<double>(b.limit.units) <
           static_cast<double>(b.remaining) * static_cast<double>(a.limit.units);
}

rate_standing standing(gcra const& bucket, rate limit, std::int64_t cost, core::timestamp now) {
    return {limit, bucket.remaining(limit, now), bucket.full_after(limit, now), bucket.wait_for(cost, limit, now)};
}

}  // namespace

rate_standing limiter::look(std::span<limited const> limits, std::int64_t cost, core::timestamp now) {
    return entries_.with([&](entries& all) {
        std::optional<rate_standing> nearest;
        for (auto const& each : limits) {
            auto const now_stands = standing(at(all, each, now).bucket, each.limit, cost, now);
            bool const worse = !nearest || now_stands.retry_after > nearest->retry_after ||
                               (now_stands.retry_after == nearest->retry_after && nearer_its_end(now_stands, *nearest));
            if (worse) nearest = now_stands;
        }
        return nearest.value_or(rate_standing());
    });
}

rate_standing limiter::take(std::span<limited const> limits, std::int64_t cost, core::timestamp now) {
    return entries_.with([&](entries& all) {
        std::optional<rate_standing> refused, nearest;
        for (auto const& each : limits) {
            auto const stands = standing(at(all, each, now).bucket, each.limit, cost, now);
            if (stands.retry_after.count() > 0 && (!refused || stands.retry_after > refused->retry_after))
                refused = stands;
        }
        if (refused) return *refused;
        for (auto const& each : limits) {
            auto& bucket = at(all, each, now).bucket;
            bucket.take(cost, each.limit, now);
            auto stands = standing(bucket, each.limit, 0, now);
            if (!nearest || nearer_its_end(stands, *nearest)) nearest = stands;
        }
        return nearest.value_or(rate_standing());
    });
}

void limiter::refund(std::span<limited const> limits, std::int64_t cost, core::timestamp now) {
    entries_.with([&](entries& all) {
        for (auto const& each : limits) at(all, each, now).bucket.refund(cost, each.limit, now);
    });
}

std::size_t limiter::callers() const {
    return entries_.with([](auto const& all) { return all.size(); });
}

}  // namespace identity
