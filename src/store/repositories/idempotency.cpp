#include "store/repositories/idempotency.hpp"

namespace store {

namespace {

// Takes the key when it is new or older than $6; an unexpired one is left as it is.
constexpr statement claim_row =
    "INSERT INTO idempotency_keys (user_id, route, key, body_hash, created_at) VALUES ($1, $2, $3, $4, $5)"
    " ON CONFLICT (user_id, route, key) DO UPDATE SET body_hash = excluded.body_hash, turn_id = '', status = 0,"
    " reply = '', created_at = excluded.created_at WHERE idempotency_keys.created_at < $6";
constexpr statement find_row =
    "SELECT body_hash, turn_id, status, reply FROM idempotency_keys WHERE user_id = $1 AND route = $2 AND key = $3";
constexpr statement complete_row = "UPDATE idempotency_keys SET turn_id = $1, status = $2, reply = $3"
                                   " WHERE user_id = $4 AND route = $5 AND key = $6";
constexpr statement release_row = "DELETE FROM idempotency_keys WHERE user_id = $1 AND route = $2 AND key = $3";
constexpr statement release_unanswered_rows = "DELETE FROM idempotency_keys WHERE status = 0 AND turn_id = ''";
constexpr statement purge_rows = "DELETE FROM idempotency_keys WHERE created_at < $1";

constexpr statement all[] = {claim_row, find_row, complete_row, release_row, release_unanswered_rows, purge_rows};

}  // namespace

namespace idempotency {

idempotency_claim claim(connection& db, idempotency_key const& key, std::string const& body_hash, core::timestamp now,
                        std::chrono::milliseconds kept) {
    auto const claimed = db.execute(claim_row, key.user_id, key.route, key.key, body_hash, now, now - kept);
    if (claimed > 0) return {.outcome = claim_outcome::claimed};
    auto found = db.query(find_row, key.user_id, key.route, key.key);
    if (!found.next()) throw fault("an idempotency key vanished inside a transaction");
    if (found.get<std::string_view>(0) != body_hash) return {.outcome = claim_outcome::mismatch};
    return {.outcome = claim_outcome::replay,
            .reply = {
                .turn_id = found.get<std::string>(1), .status = found.get<int>(2), .reply = found.get<std::string>(3)}};
}

void complete(connection& db, idempotency_key const& key, idempotent_reply const& reply) {
    db.execute(complete_row, reply.turn_id, reply.status, reply.reply, key.user_id, key.route, key.key);
}

void release(connection& db, idempotency_key const& key) { db.execute(release_row, key.user_id, key.route, key.key); }

std::int64_t release_unanswered(connection& db) { return db.execute(release_unanswered_rows); }

std::int64_t purge(connection& db, core::timestamp now, std::chrono::milliseconds kept) {
    return db.execute(purge_rows, now - kept);
}

std::span<statement const> statements() { return all; }

}  // namespace idempotency

}  // namespace store
