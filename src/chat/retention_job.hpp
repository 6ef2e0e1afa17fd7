#pragma once

#include "core/clock.hpp"
#include "core/result.hpp"
#include "core/task.hpp"
#include "store/database.hpp"
#include "store/repositories/jobs.hpp"

namespace chat {

// The job that removes for good what was deleted long enough ago, and idempotency keys that have expired. It puts
// itself back for the next hour.
inline constexpr char const* retention_job_kind = "retention";

// Makes sure that the job waits. Call it at start.
void ensure_retention_job(store::connection& db, core::timestamp now);

struct retention {
    std::chrono::days delete_grace{30};                       // until what is deleted is removed for good
    std::chrono::milliseconds keys = std::chrono::hours(24);   // of idempotency
};

core::task<core::result<void>> apply_retention(store::database& db, core::clock const& time, retention how_long);

}  // namespace chat
