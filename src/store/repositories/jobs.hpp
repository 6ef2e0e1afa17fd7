#pragma once

#include "core/clock.hpp"
#include "store/sqlite/connection.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace store {

// Work to be done later, at least once: its handler must bear a repetition.
struct job_row {
    std::string id;
    std::string kind;
    std::string payload = "{}";       // JSON
    core::timestamp run_at{};         // not before
    std::int64_t attempts = 0;        // started so far
    std::int64_t attempts_max = 5;
    std::string last_error{};
    core::timestamp created_at{};

    bool operator==(job_row const&) const = default;
};

namespace jobs {

void add(connection& db, job_row const& row);

// Adds a job of which one is enough: does nothing while another of its kind waits.
void add_only(connection& db, job_row const& row);

// Takes the job that is due longest and counts an attempt. It is due again when `lease` has passed without done() or
// fail(): its process has died.
std::optional<job_row> claim_due(connection& db, core::timestamp now, std::chrono::milliseconds lease);

// Removes a finished job. False when its lease ran out and another attempt has begun: that one decides.
bool done(connection& db, job_row const& job);

// Puts a failed job off until `retry_at`, or keeps it as failed when it has no attempts left.
bool fail(connection& db, job_row const& job, std::string const& why, core::timestamp retry_at);

// Gives back a job that was cut short through no fault of its own: due at once, the attempt not counted.
bool release(connection& db, job_row const& job, core::timestamp now);

// How long to wait before the next attempt: 2 s, 4 s, 8 s, ... at most an hour, lengthened by up to a half.
// `jitter` is in [0, 1).
std::chrono::milliseconds backoff(std::int64_t attempts, double jitter);

// When the next job is due or its lease ends; empty: none waits.
std::optional<core::timestamp> next_due(connection& db);

std::span<statement const> statements();

}  // namespace jobs

}  // namespace store
