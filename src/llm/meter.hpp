#pragma once

#include "core/principal.hpp"
#include "core/result.hpp"
#include "core/task.hpp"
#include "core/usage.hpp"

#include <cstdint>
#include <string>

namespace llm {

// One attempt to call a model, as the ledger sees it.
struct metered_call {
    core::principal who{};
    std::string provider{};
    std::string model{};
    std::string purpose{};                // "chat", "title", …
    std::int64_t prompt_tokens = 0;       // estimated
    std::int64_t completion_tokens_max = 0;
};

// Room that was set aside for one attempt. `completion_tokens_max` may be less than was asked for: output is capped to
// it.
struct reservation {
    std::string id{};
    std::int64_t completion_tokens_max = 0;
};

enum class attempt_outcome : std::uint8_t { answered, failed, cancelled };

// Called by the router around every attempt, so that no call can go unmetered. reserve() fails with budget_exceeded or
// rate_limited; every success is followed by exactly one settle(), on every exit path. A destructor is one of those, so
// settle() neither waits nor fails: it queues what must be written. Thread-safe.
class meter {
public:
    virtual ~meter() = default;
    virtual core::task<core::result<reservation>> reserve(metered_call call) = 0;
    virtual void settle(reservation reserved, core::usage used, attempt_outcome how) noexcept = 0;
};

// No limits: what stands in until accounts and budgets exist.
class unlimited_meter final : public meter {
public:
    core::task<core::result<reservation>> reserve(metered_call call) override;
    void settle(reservation reserved, core::usage used, attempt_outcome how) noexcept override;
};

}  // namespace llm
