#include "store/repositories/api_keys.hpp"

namespace store {

namespace {

constexpr std::string_view columns =
    "id, organisation_id, user_id, name, prefix, secret_hash, scopes, models, requests_per_minute, tokens_per_minute,"
    " created_at, expires_at, last_used_at, revoked_at";
constexpr std::string_view select = "SELECT ";
constexpr std::string_view by_prefix =
    " FROM api_keys WHERE prefix = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)";
constexpr std::string_view by_id = " FROM api_keys WHERE id = $1 AND user_id = $2";
constexpr std::string_view of_user = " FROM api_keys WHERE user_id = $1 ORDER BY created_at DESC, id DESC LIMIT 500";

constexpr statement insert_row =
    "INSERT INTO api_keys (id, organisation_id, user_id, name, prefix, secret_hash, scopes, models,"
    " requests_per_minute, tokens_per_minute, created_at, expires_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
constexpr statement find_usable_row = joined<select, columns, by_prefix>;
constexpr statement find_row = joined<select, columns, by_id>;
constexpr statement list_rows = joined<select, columns, of_user>;
constexpr statement count_usable = "SELECT count(*) FROM api_keys WHERE user_id = $1 AND revoked_at IS NULL"
                                   " AND (expires_at IS NULL OR expires_at > $2)";
constexpr statement update_row =
    "UPDATE api_keys SET name = $1, scopes = $2, models = $3, requests_per_minute = $4, tokens_per_minute = $5,"
    " expires_at = $6 WHERE id = $7 AND user_id = $8 AND revoked_at IS NULL";
constexpr statement revoke_row =
    "UPDATE api_keys SET revoked_at = $1 WHERE id = $2 AND user_id = $3 AND revoked_at IS NULL";
constexpr statement note_row = "UPDATE api_keys SET last_used_at = $1 WHERE id = $2";

constexpr statement all[] = {insert_row,   find_usable_row, find_row,   list_rows,
                             count_usable, update_row,      revoke_row, note_row};

api_key_row read(rows const& from) {
    return {.id = from.get<std::string>(0),
            .organisation_id = from.get<std::string>(1),
            .user_id = from.get<std::string>(2),
            .name = from.get<std::string>(3),
            .prefix = from.get<std::string>(4),
            .secret_hash = from.get<std::string>(5),
            .scopes = from.get<std::string>(6),
            .models = from.get<std::string>(7),
            .requests_per_minute = from.get<std::optional<std::int64_t>>(8),
            .tokens_per_minute = from.get<std::optional<std::int64_t>>(9),
            .created_at = from.get<core::timestamp>(10),
            .expires_at = from.get<std::optional<core::timestamp>>(11),
            .last_used_at = from.get<std::optional<core::timestamp>>(12),
            .revoked_at = from.get<std::optional<core::timestamp>>(13)};
}

std::optional<api_key_row> first(rows found) {
    if (!found.next()) return std::nullopt;
    return read(found);
}

}  // namespace

namespace api_keys {

void insert(connection& db, api_key_row const& row) {
    db.execute(insert_row, row.id, row.organisation_id, row.user_id, row.name, row.prefix, row.secret_hash, row.scopes,
               row.models, row.requests_per_minute, row.tokens_per_minute, row.created_at, row.expires_at);
}

std::optional<api_key_row> find_usable(connection& db, std::string const& prefix, core::timestamp now) {
    return first(db.query(find_usable_row, prefix, now));
}

std::optional<api_key_row> find(connection& db, std::string const& id, std::string const& user_id) {
    return first(db.query(find_row, id, user_id));
}

std::vector<api_key_row> list(connection& db, std::string const& user_id) {
    std::vector<api_key_row> out;
    auto found = db.query(list_rows, user_id);
    while (found.next()) out.push_back(read(found));
    return out;
}

std::int64_t usable_count(connection& db, std::string const& user_id, core::timestamp now) {
    auto found = db.query(count_usable, user_id, now);
    return found.next() ? found.get<std::int64_t>(0) : 0;
}

bool update(connection& db, api_key_row const& row) {
    return db.execute(update_row, row.name, row.scopes, row.models, row.requests_per_minute, row.tokens_per_minute,
                      row.expires_at, row.id, row.user_id) > 0;
}

bool revoke(connection& db, std::string const& id, std::string const& user_id, core::timestamp now) {
    return db.execute(revoke_row, now, id, user_id) > 0;
}

void note_use(connection& db, std::string const& id, core::timestamp now) { db.execute(note_row, now, id); }

std::span<statement const> statements() { return all; }

}  // namespace api_keys

}  // namespace store
