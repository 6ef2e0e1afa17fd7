#include "store/repositories/refresh_tokens.hpp"

namespace store {

namespace {

constexpr statement insert_row =
    "INSERT INTO refresh_tokens (secret_hash, session_id, created_at, expires_at) VALUES ($1, $2, $3, $4)";
constexpr statement find_row =
    "SELECT secret_hash, session_id, created_at, expires_at, used_at FROM refresh_tokens WHERE secret_hash = $1";
constexpr statement use_row = "UPDATE refresh_tokens SET used_at = $1 WHERE secret_hash = $2 AND used_at IS NULL";
constexpr statement count_followers = "SELECT count(*) FROM refresh_tokens WHERE session_id = $1 AND secret_hash <> $2"
                                      " AND created_at >= $3 AND used_at IS NOT NULL";
constexpr statement purge_rows = "DELETE FROM refresh_tokens WHERE expires_at <= $1";

constexpr statement all[] = {insert_row, find_row, use_row, count_followers, purge_rows};

}  // namespace

namespace refresh_tokens {

void insert(connection& db, refresh_token_row const& row) {
    db.execute(insert_row, row.secret_hash, row.session_id, row.created_at, row.expires_at);
}

std::optional<refresh_token_row> find(connection& db, std::string const& secret_hash) {
    auto found = db.query(find_row, secret_hash);
    if (!found.next()) return std::nullopt;
    refresh_token_row out{found.get<std::string>(0), found.get<std::string>(1)};
    out.created_at = found.get<core::timestamp>(2);
    out.expires_at = found.get<core::timestamp>(3);
    out.used_at = found.get<std::optional<core::timestamp>>(4);
    return out;
}

bool use(connection& db, std::string const& secret_hash, core::timestamp now) {
    return db.execute(use_row, now, secret_hash) > 0;
}

bool was_followed(connection& db, refresh_token_row const& used) {
    auto found = db.query(count_followers, used.session_id, used.secret_hash, used.used_at.value_or(used.created_at));
    return found.next() && found.get<std::int64_t>(0) > 0;
}

std::int64_t purge(connection& db, core::timestamp now) { return db.execute(purge_rows, now); }

std::span<statement const> statements() { return all; }

}  // namespace refresh_tokens

}  // namespace store
