#pragma once

#include "llm/message.hpp"
#include "llm/meter.hpp"

#include <chrono>
#include <optional>
#include <vector>

namespace llm {

// One attempt between its reservation and its settlement. Settles exactly once: when told how the attempt ended, else,
// as cancelled, when destroyed. Counts what passes where the provider counts nothing.
class metered_attempt {
public:
    // `what` names the attempt in its charge, which goes to the end of `charges`.
    metered_attempt(meter& ledger, reservation reserved, charge what, std::int64_t prompt_tokens_estimate,
                    std::vector<charge>& charges)
        : meter_(ledger), reserved_(std::move(reserved)), charge_(std::move(what)),
          prompt_estimate_(prompt_tokens_estimate), charges_(charges) {}
    metered_attempt(metered_attempt const&) = delete;
    ~metered_attempt() { settle(attempt_outcome::cancelled); }

    // The provider took the request: from now on it costs its prompt.
    void accepted() { accepted_ = true; }

    // Looks at what the provider said and settles at the finish; before that stands the usage as it was charged,
    // whatever the provider said or did not say.
    void observe(std::vector<delta>& said);

    void settle(attempt_outcome how) noexcept;

    bool finished() const { return finished_; }
    core::usage used() const;

private:
    using clock = std::chrono::steady_clock;

    core::usage estimate() const;

    meter& meter_;
    reservation reserved_;
    charge charge_;
    std::int64_t prompt_estimate_;
    std::int64_t completion_estimate_ = 0;
    std::optional<core::usage> told_;
    bool accepted_ = false;
    bool finished_ = false;
    bool settled_ = false;
    clock::time_point const began_ = clock::now();
    std::vector<charge>& charges_;
};

}  // namespace llm
