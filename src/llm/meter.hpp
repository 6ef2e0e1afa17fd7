#pragma once

#include "core/clock.hpp"
#include "core/principal.hpp"
#include "core/result.hpp"
#include "core/task.hpp"
#include "core/usage.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace llm {

// One attempt to call a model, as the ledger sees it.
struct metered_call {
    core::principal who{};
    std::string conversation_id{};        // empty: of none
    std::string provider{};
    std::string model{};
    std::string purpose{};                // "chat", "title", …
    std::int64_t prompt_tokens = 0;       // estimated
    std::int64_t completion_tokens_max = 0;
};

// What a meter knows of an attempt while it runs.
struct held_room {
    virtual ~held_room() = default;
};

// Room that was set aside for one attempt. `completion_tokens_max` may be less than was asked for: output is capped to
// it.
struct reservation {
    std::int64_t completion_tokens_max = 0;
    std::unique_ptr<held_room> room{};
};

// lost: the process died in the middle of it, and another accounts for what it left.
enum class attempt_outcome : std::uint8_t { answered, failed, cancelled, lost };

char const* to_string(attempt_outcome how);

// What one attempt cost. Whoever asked stores it, in the transaction that stores what came of it, so that both are
// there or neither.
struct charge {
    struct part {
        std::string budget_id;
        core::timestamp window_start{};
        std::int64_t amount = 0;

        bool operator==(part const&) const = default;
    };

    std::string incarnation_id{};             // of the process that charged the budgets
    std::string provider{}, model{}, purpose{};
    attempt_outcome how = attempt_outcome::answered;
    bool shown = false;                       // it said something: its text is in the answer
    core::usage used{};
    std::optional<std::int64_t> nano_usd{};   // absent: nobody knows the price
    std::optional<std::chrono::milliseconds> to_first_token{};
    std::chrono::milliseconds duration{};
    std::vector<part> budgets{};
};

// Called by the router around every attempt, so that no call can go unmetered. Thread-safe.
class meter {
public:
    virtual ~meter() = default;

    // Sets room aside. Fails with budget_exceeded or rate_limited. Every success is followed by exactly one settle(),
    // on every exit path.
    virtual core::task<core::result<reservation>> reserve(metered_call call) = 0;

    // Charges what was used and frees the rest. `estimate` is our own count, for where `used` can't be believed. A
    // destructor may call it: it neither waits nor fails. Of the charge it fills in the incarnation, the usage, the
    // money and the budgets.
    virtual charge settle(reservation reserved, core::usage used, core::usage estimate) noexcept = 0;

    // Takes back charges that will not be stored, because another process goes on from the same point and charges them.
    virtual void forget(std::span<charge const> charges) noexcept = 0;

    // Charges what an attempt used whose process died: `call` has our own counts of it.
    virtual core::task<charge> charge_lost(metered_call call) = 0;
};

// No limits and no prices: for tools and tests that have no accounts.
class unlimited_meter final : public meter {
public:
    core::task<core::result<reservation>> reserve(metered_call call) override;
    charge settle(reservation reserved, core::usage used, core::usage estimate) noexcept override;
    void forget(std::span<charge const>) noexcept override {}
    core::task<charge> charge_lost(metered_call call) override;
};

// The money of the attempts whose text an answer contains; nothing where the price of one is not known.
std::optional<std::int64_t> cost_of_answer(std::span<charge const> charges);

}  // namespace llm
