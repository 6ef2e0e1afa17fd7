#pragma once

#include "core/result.hpp"
#include "llm/provider.hpp"
#include "llm/routing/breaker.hpp"
#include "llm/routing/retry_budget.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace llm {

// A model that may answer a call, and the endpoints that serve it, in the order to ask them.
struct candidate {
    std::string provider;
    std::string model;
    features can{};
    std::int64_t context_tokens = 0;   // 0: unknown
    std::vector<std::size_t> endpoints{};
    bool may_be_poor = false;   // chosen for its price: an empty answer of it is a failure
};

// Whether endpoints let calls pass now.
class endpoint_gate {
public:
    using time = std::chrono::steady_clock::time_point;

    virtual ~endpoint_gate() = default;
    virtual bool admits(std::size_t endpoint, time now) const = 0;
    // Takes the place of a call, where one may pass.
    virtual entry enter(std::size_t endpoint, time now) = 0;
    virtual std::chrono::milliseconds opens_in(std::size_t endpoint, time now) const = 0;
    // Takes one out of what all calls may repeat. False where nothing is left of it.
    virtual bool take_retry() = 0;
};

// How an attempt takes up an answer.
enum class manner : std::uint8_t {
    begin,     // nothing of it was said yet
    prefill,   // the model goes on right behind the text that was said; calls that it had begun are void
    ask,       // the model is shown the text and asked to go on; the same of calls
    restart,   // what was said is void
};

struct attempt {
    std::size_t candidate = 0;
    std::size_t endpoint = 0;
    entry as = entry::passed;          // of the endpoint's breaker
    manner how = manner::begin;
    std::chrono::milliseconds wait{0};   // before it
    bool another_remains = false;        // that could be asked should this one take long

    bool operator==(attempt const&) const = default;
};

// What of an answer has been said so far.
struct spoken {
    bool text = false, thinking = false, call = false;

    bool anything() const { return text || thinking || call; }
};

// Decides, for one call, who is asked next, when and how. A failed attempt is followed at once by the next route; when
// all have been asked, those that may have recovered are asked again, in rounds, with full jitter in between and not
// before an endpoint wants to be asked. Not asked again: who did not answer in time, who refuses our key, who lacks the
// model, who does not take the request. A model with too small a window is followed by a larger one only; a filtered
// answer by none. Pure: time and chance are arguments.
class attempt_plan {
public:
    using time = endpoint_gate::time;

    attempt_plan(std::vector<candidate> candidates, retry_bounds bounds);

    // The attempt to make. `until` is the end of the whole call. Fails with what the caller is to be told.
    core::result<attempt> next(endpoint_gate& gate, spoken said, time now, time until, double draw);

    // The attempt that next() gave last has failed. The caller is told of the first failure since something was said:
    // it is that of the model that was asked for.
    void failed(core::error const& why, time now, bool had_said_something = false);

    candidate const& of(attempt const& one) const { return candidates_[one.candidate]; }
    std::vector<candidate> const& candidates() const { return candidates_; }

private:
    struct route {
        std::size_t candidate;
        std::size_t endpoint;
        bool over = false;  // not to be asked again
        time not_before{};
    };

    std::optional<attempt> first_from(std::size_t begin, endpoint_gate& gate, spoken said, time now);
    std::optional<std::chrono::milliseconds> wait_for_round(time now, time until, double draw) const;
    bool another_remains(std::size_t behind, endpoint_gate const& gate, time now) const;
    bool is_large_enough(candidate const& one) const;
    manner how(std::size_t candidate, spoken said) const;
    void end(std::size_t candidate);
    core::error nobody(endpoint_gate const& gate, time now) const;

    std::vector<candidate> const candidates_;
    std::vector<route> routes_;
    std::vector<bool> no_prefill_, no_asking_;  // of a candidate, once it has refused that
    retry_bounds bounds_;
    int rounds_ = 0;
    std::size_t next_ = 0;  // of this round
    std::optional<attempt> current_{};
    std::optional<std::int64_t> too_small_{};  // a window, of a model that found the prompt too long
    std::optional<core::error> to_tell_{}, final_{};
};

}  // namespace llm
