#include "store/repositories/sessions.hpp"

namespace store {

namespace {

constexpr std::string_view select =
    "SELECT s.id, s.user_id, s.kind, s.secret_hash, s.address, s.user_agent, s.created_at, s.last_used_at,"
    " s.expires_at";
constexpr std::string_view and_user =
    ", u.organisation_id, u.name, u.email, u.password_hash, u.role, u.tier, u.status, u.created_at, u.updated_at,"
    " u.last_login_at FROM sessions s JOIN users u ON u.id = s.user_id";
constexpr std::string_view by_secret = " WHERE s.secret_hash = $1 AND s.expires_at > $2 AND u.status = 'active'";
constexpr std::string_view by_id = " WHERE s.id = $1 AND s.expires_at > $2 AND u.status = 'active'";
constexpr std::string_view of_user =
    " FROM sessions s WHERE s.user_id = $1 AND s.expires_at > $2 ORDER BY s.last_used_at DESC, s.id LIMIT 200";

constexpr statement insert_row =
    "INSERT INTO sessions (id, user_id, kind, secret_hash, address, user_agent, created_at, last_used_at, expires_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
constexpr statement find_row_by_secret = joined<select, and_user, by_secret>;
constexpr statement find_row = joined<select, and_user, by_id>;
constexpr statement list_rows = joined<select, of_user>;
constexpr statement remove_row = "DELETE FROM sessions WHERE id = $1 AND user_id = $2";
constexpr statement remove_rows = "DELETE FROM sessions WHERE user_id = $1 AND id <> $2";
constexpr statement set_secret = "UPDATE sessions SET secret_hash = $1 WHERE id = $2";
constexpr statement touch_row = "UPDATE sessions SET last_used_at = $1, expires_at = $2 WHERE id = $3";
constexpr statement set_token = "UPDATE sessions SET id_token = $1 WHERE id = $2";
constexpr statement find_token = "SELECT id_token FROM sessions WHERE id = $1";
constexpr statement purge_rows = "DELETE FROM sessions WHERE expires_at <= $1";

constexpr statement all[] = {insert_row, find_row_by_secret, find_row,  list_rows,  remove_row, remove_rows,
                             set_secret, touch_row,          set_token, find_token, purge_rows};

session_row read(rows const& from) {
    return {.id = from.get<std::string>(0),
            .user_id = from.get<std::string>(1),
            .kind = from.get<std::string_view>(2) == "page" ? session_kind::page : session_kind::tokens,
            .secret_hash = from.get<std::string>(3),
            .address = from.get<std::string>(4),
            .user_agent = from.get<std::string>(5),
            .created_at = from.get<core::timestamp>(6),
            .last_used_at = from.get<core::timestamp>(7),
            .expires_at = from.get<core::timestamp>(8)};
}

std::optional<session_and_user> first(rows found) {
    if (!found.next()) return std::nullopt;
    return session_and_user{
        .session = read(found),
        .user = {.id = found.get<std::string>(1),
                 .organisation_id = found.get<std::string>(9),
                 .name = found.get<std::string>(10),
                 .email = found.get<std::string>(11),
                 .password_hash = found.get<std::string>(12),
                 .role = parse_role(found.get<std::string_view>(13)).value_or(core::role::user),
                 .tier = found.get<std::string>(14),
                 .status = parse_user_status(found.get<std::string_view>(15)).value_or(user_status::suspended),
                 .created_at = found.get<core::timestamp>(16),
                 .updated_at = found.get<core::timestamp>(17),
                 .last_login_at = found.get<std::optional<core::timestamp>>(18)}};
}

}  // namespace

char const* to_string(session_kind kind) { return kind == session_kind::page ? "page" : "tokens"; }

namespace sessions {

void insert(connection& db, session_row const& row) {
    db.execute(insert_row, row.id, row.user_id, to_string(row.kind), row.secret_hash, row.address, row.user_agent,
               row.created_at, row.last_used_at, row.expires_at);
}

std::optional<session_and_user> find_by_secret(connection& db, std::string const& secret_hash, core::timestamp now) {
    return first(db.query(find_row_by_secret, secret_hash, now));
}

std::optional<session_and_user> find(connection& db, std::string const& id, core::timestamp now) {
    return first(db.query(find_row, id, now));
}

std::vector<session_row> list(connection& db, std::string const& user_id, core::timestamp now) {
    std::vector<session_row> out;
    auto found = db.query(list_rows, user_id, now);
    while (found.next()) out.push_back(read(found));
    return out;
}

bool remove(connection& db, std::string const& id, std::string const& user_id) {
    return db.execute(remove_row, id, user_id) > 0;
}

std::int64_t remove_all_but(connection& db, std::string const& user_id, std::string const& kept_id) {
    return db.execute(remove_rows, user_id, kept_id);
}

bool replace_secret(connection& db, std::string const& id, std::string const& secret_hash) {
    return db.execute(set_secret, secret_hash, id) > 0;
}

void touch(connection& db, std::string const& id, core::timestamp now, core::timestamp expires_at) {
    db.execute(touch_row, now, expires_at, id);
}

void set_id_token(connection& db, std::string const& id, std::string const& sealed) {
    db.execute(set_token, sealed, id);
}

std::string id_token_of(connection& db, std::string const& id) {
    auto found = db.query(find_token, id);
    return found.next() ? found.get<std::string>(0) : std::string();
}

std::int64_t purge(connection& db, core::timestamp now) { return db.execute(purge_rows, now); }

std::span<statement const> statements() { return all; }

}  // namespace sessions

}  // namespace store
