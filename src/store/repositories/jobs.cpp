#include "store/repositories/jobs.hpp"

#include <algorithm>

namespace store {

namespace {

constexpr statement insert_row =
    "INSERT INTO jobs (id, kind, payload, run_at, attempts_max, created_at) VALUES ($1, $2, $3, $4, $5, $6)";

constexpr statement insert_only =
    "INSERT INTO jobs (id, kind, payload, run_at, attempts_max, created_at)"
    " SELECT $1, $2, $3, $4, $5, $6 WHERE NOT EXISTS (SELECT 1 FROM jobs WHERE kind = $7 AND state = 'queued')";

// A job whose last attempt died with its process is not tried for ever.
constexpr statement give_up_abandoned =
    "UPDATE jobs SET state = 'failed', last_error = 'the process ended during the last attempt'"
    " WHERE state <> 'failed' AND run_at <= $1 AND state = 'running' AND attempts >= attempts_max";

// $1 end of the lease, $2 now. SQLite has one writer; PostgreSQL's other claimants pass a locked row by.
constexpr statement claim_row{
    "UPDATE jobs SET state = 'running', run_at = $1, attempts = attempts + 1 WHERE id ="
    " (SELECT id FROM jobs WHERE state <> 'failed' AND run_at <= $2 ORDER BY run_at, id LIMIT 1)"
    " RETURNING id, kind, payload, run_at, attempts, attempts_max, last_error, created_at",
    "UPDATE jobs SET state = 'running', run_at = $1, attempts = attempts + 1 WHERE id ="
    " (SELECT id FROM jobs WHERE state <> 'failed' AND run_at <= $2 ORDER BY run_at, id LIMIT 1"
    " FOR UPDATE SKIP LOCKED)"
    " RETURNING id, kind, payload, run_at, attempts, attempts_max, last_error, created_at"};

// The number of the attempt fences off one whose lease ran out.
constexpr statement delete_row = "DELETE FROM jobs WHERE id = $1 AND attempts = $2";
constexpr statement put_off =
    "UPDATE jobs SET state = CASE WHEN attempts >= attempts_max THEN 'failed' ELSE 'queued' END, last_error = $1,"
    " run_at = $2 WHERE id = $3 AND attempts = $4 AND state = 'running'";
constexpr statement give_back = "UPDATE jobs SET state = 'queued', attempts = attempts - 1, run_at = $1"
                                " WHERE id = $2 AND attempts = $3 AND state = 'running'";
constexpr statement next_time = "SELECT min(run_at) FROM jobs WHERE state <> 'failed'";

constexpr statement all[] = {insert_row, insert_only, give_up_abandoned, claim_row,
                             delete_row, put_off,     give_back,         next_time};

}  // namespace

namespace jobs {

void add(connection& db, job_row const& row) {
    db.execute(insert_row, row.id, row.kind, row.payload, row.run_at, row.attempts_max, row.created_at);
}

void add_only(connection& db, job_row const& row) {
    db.execute(insert_only, row.id, row.kind, row.payload, row.run_at, row.attempts_max, row.created_at, row.kind);
}

std::optional<job_row> claim_due(connection& db, core::timestamp now, std::chrono::milliseconds lease) {
    db.execute(give_up_abandoned, now);
    auto found = db.query(claim_row, now + lease, now);
    if (!found.next()) return std::nullopt;
    return job_row{.id = found.get<std::string>(0),
                   .kind = found.get<std::string>(1),
                   .payload = found.get<std::string>(2),
                   .run_at = found.get<core::timestamp>(3),
                   .attempts = found.get<std::int64_t>(4),
                   .attempts_max = found.get<std::int64_t>(5),
                   .last_error = found.get<std::string>(6),
                   .created_at = found.get<core::timestamp>(7)};
}

bool done(connection& db, job_row const& job) { return db.execute(delete_row, job.id, job.attempts) > 0; }

bool fail(connection& db, job_row const& job, std::string const& why, core::timestamp retry_at) {
    return db.execute(put_off, why, retry_at, job.id, job.attempts) > 0;
}

bool release(connection& db, job_row const& job, core::timestamp now) {
    return db.execute(give_back, now, job.id, job.attempts) > 0;
}

std::chrono::milliseconds backoff(std::int64_t attempts, double jitter) {
    using namespace std::chrono_literals;
    std::chrono::milliseconds wait = 1h;
    if (attempts < 12) wait = std::min<std::chrono::milliseconds>(1h, 1s * (1 << std::max<std::int64_t>(attempts, 1)));
    return wait + std::chrono::milliseconds(static_cast<std::int64_t>(static_cast<double>(wait.count()) * jitter / 2));
}

std::optional<core::timestamp> next_due(connection& db) {
    auto found = db.query(next_time);
    found.next();
    return found.get<std::optional<core::timestamp>>(0);
}

std::span<statement const> statements() { return all; }

}  // namespace jobs

}  // namespace store
