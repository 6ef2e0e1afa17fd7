#pragma once

#include "core/clock.hpp"
#include "core/result.hpp"
#include "store/sqlite/connection.hpp"
#include "turn/payloads.hpp"
#include "turn/request.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace turn {

// A turn as it was let in: what is stored about it, and what the engine needs beyond.
struct admitted_turn {
    turn_ids ids;
    bool replayed = false;           // the same request came before: this is its turn
    bool unfinished = false;         // where replayed: it had not ended yet
    bool new_conversation = false;
    bool wants_title = false;
    bool first_message = false;      // the prompt has no past
    bool shared = false;             // the conversation is others' to see
    std::string model{};             // what is to answer, as named; empty: the default
    std::string system_prompt{};
};

struct admission_limits {
    std::int64_t running_max = 50;   // turns of one user
    std::chrono::milliseconds keys_kept = std::chrono::hours(24);   // that make a request happen once
    std::optional<core::error> refusal{};  // of all but the repetition of an earlier request
};

// Checks a request against the store and stores what it begins: the conversation if it is new, the user's message, the
// turn, the idempotency key. Runs inside one write transaction. Errors: not_found (the conversation, the parent),
// conflict (an answer is still being written at the end of the branch), rate_limited, idempotency_mismatch, and the
// limits' refusal.
core::result<admitted_turn> admit(store::connection& db, turn_request const& request, admission_limits const& limits,
                                  core::timestamp now);

core::error too_many_turns(std::int64_t running, std::int64_t running_max);

}  // namespace turn
