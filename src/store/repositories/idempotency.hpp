#pragma once

#include "core/clock.hpp"
#include "store/sqlite/connection.hpp"

#include <span>
#include <string>
#include <string_view>

namespace store {

struct idempotency_key {
    std::string user_id;
    std::string route;
    std::string key;
};

// What a key's first request led to.
struct idempotent_reply {
    std::string turn_id{};   // empty: no turn
    int status = 0;          // 0: the first request has not been answered yet
    std::string reply{};

    bool operator==(idempotent_reply const&) const = default;
};

enum class claim_outcome : std::uint8_t {
    claimed,    // the key is new, or has expired: go on, then complete()
    replay,     // the same request came before: answer with `reply`, or follow its turn
    mismatch,   // the key came with another body
};

struct idempotency_claim {
    claim_outcome outcome;
    idempotent_reply reply{};
};

namespace idempotency {

inline constexpr std::chrono::milliseconds lifetime = std::chrono::hours(24);   // of a key, unless configured

// Claims the key in the transaction that starts the work, so that of two equal requests one does it.
idempotency_claim claim(connection& db, idempotency_key const& key, std::string const& body_hash, core::timestamp now,
                        std::chrono::milliseconds kept = lifetime);

// Records the answer, or the turn that a repeated request is to follow.
void complete(connection& db, idempotency_key const& key, idempotent_reply const& reply);

// Gives a key back after a failure that the same request may not meet again.
void release(connection& db, idempotency_key const& key);

// Gives back the keys whose request never got its answer, because the process ended. For the start, before any request.
std::int64_t release_unanswered(connection& db);

std::int64_t purge(connection& db, core::timestamp now, std::chrono::milliseconds kept = lifetime);

std::span<statement const> statements();

}  // namespace idempotency

}  // namespace store
