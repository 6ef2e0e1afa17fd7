#pragma once

#include "core/guarded.hpp"
#include "identity/limits/gcra.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace identity {

// One caller's rate of one thing: "requests/user/…".
struct limited {
    std::string who;
    rate limit;
};

// How a caller stands with the limit that is nearest its end.
struct rate_standing {
    rate limit{};
    std::int64_t remaining = 0;
    std::chrono::milliseconds full_after{0};    // until all of it is there again
    std::chrono::milliseconds retry_after{0};   // until what was refused would be admitted; zero: it was
};

// The rates of all callers, in memory. Bounded: a bucket that is full again is forgotten, and should there be no room
// the newcomers share one. Thread-safe; time is an argument.
class limiter {
public:
    explicit limiter(std::size_t callers_max = 100'000) : callers_max_(callers_max) {}

    // Takes `cost` from each of `limits`, or, where one of them has too little, from none.
    rate_standing take(std::span<limited const> limits, std::int64_t cost, core::timestamp now);

    // Puts back what was taken and not used.
    void refund(std::span<limited const> limits, std::int64_t cost, core::timestamp now);

    // What take() would answer, without taking.
    rate_standing look(std::span<limited const> limits, std::int64_t cost, core::timestamp now);

    std::size_t callers() const;

private:
    struct entry {
        gcra bucket;
        rate limit;
    };
    struct hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    using entries = std::unordered_map<std::string, entry, hash, std::equal_to<>>;

    entry& at(entries& all, limited const& what, core::timestamp now);
    void forget_idle(entries& all, core::timestamp now);

    std::size_t const callers_max_;
    core::timestamp next_sweep_{};
    core::guarded<entries> entries_;
};

}  // namespace identity
