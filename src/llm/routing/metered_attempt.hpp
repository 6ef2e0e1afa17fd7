#pragma once

#include "llm/message.hpp"
#include "llm/meter.hpp"

#include <optional>
#include <vector>

namespace llm {

// One attempt between its reservation and its settlement. Settles exactly once: when told how the attempt ended, else,
// as cancelled, when destroyed. Counts what passes where the provider counts nothing.
class metered_attempt {
public:
    metered_attempt(meter& ledger, reservation reserved, std::int64_t prompt_tokens_estimate)
        : meter_(ledger), reserved_(std::move(reserved)), prompt_estimate_(prompt_tokens_estimate) {}
    metered_attempt(metered_attempt const&) = delete;
    ~metered_attempt() { settle(attempt_outcome::cancelled); }

    // The provider took the request: from now on it costs its prompt.
    void accepted() { accepted_ = true; }

    // Looks at what the provider said, puts the usage before a finish that came without, and settles at the finish.
    void observe(std::vector<delta>& said);

    void settle(attempt_outcome how) noexcept;

    bool finished() const { return finished_; }
    core::usage used() const;

private:
    meter& meter_;
    reservation reserved_;
    std::int64_t prompt_estimate_;
    std::int64_t completion_estimate_ = 0;
    std::optional<core::usage> told_;
    bool accepted_ = false;
    bool finished_ = false;
    bool settled_ = false;
};

}  // namespace llm
