#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace llm {

enum class breaker_state : std::uint8_t { closed, half_open, open };

char const* to_string(breaker_state state);

enum class entry : std::uint8_t { refused, passed, probe };

struct breaker_bounds {
    int failures = 5;                                       // in a row, until it opens
    std::chrono::milliseconds rest = std::chrono::seconds(60);
};

// Keeps calls from an endpoint that is down. Closed, it lets all pass; after so many failures in a row it opens and
// lets none; after a rest it lets one pass, the probe, whose outcome closes it or opens it again. Pure: time is an
// argument.
class breaker {
public:
    using time = std::chrono::steady_clock::time_point;

    explicit breaker(breaker_bounds bounds = {}) : bounds_(bounds) {}

    // Whether a call may pass now. enter() also takes the place of the probe, where it is one.
    bool admits(time now) const;
    entry enter(time now);

    // How a call went that had entered. One that `began` to answer proves that somebody is there, so that nobody has to
    // wait for a long answer's end; if it then breaks, the breaker opens again at once. One that was given up says
    // nothing about the endpoint.
    void began();
    void succeeded();
    void failed(time now, entry as);
    void given_up(entry as);

    breaker_state state(time now) const;

    // When the next call may pass, where none may now.
    std::chrono::milliseconds opens_in(time now) const;

private:
    breaker_bounds bounds_;
    int failures_ = 0;
    std::optional<time> opened_{};  // absent: closed
    bool probing_ = false;
};

}  // namespace llm
