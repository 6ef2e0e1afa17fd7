#include "store/repositories/password_resets.hpp"

namespace store::password_resets {

namespace {

constexpr statement insert_row =
    "INSERT INTO password_resets (secret_hash, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4)";
constexpr statement take_row = "UPDATE password_resets SET used_at = $1 WHERE secret_hash = $2 AND used_at IS NULL"
                               " AND expires_at > $3 RETURNING user_id";
constexpr statement remove_rows = "DELETE FROM password_resets WHERE user_id = $1";
constexpr statement purge_rows = "DELETE FROM password_resets WHERE expires_at <= $1";

constexpr statement all[] = {insert_row, take_row, remove_rows, purge_rows};

}  // namespace

void replace(connection& db, std::string const& user_id, std::string const& secret_hash, core::timestamp now,
             core::timestamp expires_at) {
    db.execute(remove_rows, user_id);
    db.execute(insert_row, secret_hash, user_id, now, expires_at);
}

std::optional<std::string> take(connection& db, std::string const& secret_hash, core::timestamp now) {
    auto taken = db.query(take_row, now, secret_hash, now);
    if (!taken.next()) return std::nullopt;
    auto owner = taken.get<std::string>(0);
    while (taken.next()) {}   // to its end, so that the statement is done
    return owner;
}

void remove_of(connection& db, std::string const& user_id) { db.execute(remove_rows, user_id); }

std::int64_t purge(connection& db, core::timestamp now) { return db.execute(purge_rows, now); }

std::span<statement const> statements() { return all; }

}  // namespace store::password_resets
