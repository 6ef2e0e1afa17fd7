#include "store/repositories/users.hpp"

#include "store/local_user.hpp"

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>

namespace store {

namespace {

constexpr std::string_view columns =
    "id, organisation_id, name, email, password_hash, role, tier, status, created_at, updated_at, last_login_at";
constexpr std::string_view insert_into = "INSERT INTO users (";
constexpr std::string_view insert_values = ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
constexpr std::string_view select = "SELECT ";
constexpr std::string_view count = "SELECT count(*)";
constexpr std::string_view by_id = " FROM users WHERE id = $1";
constexpr std::string_view by_id_and_organisation = " FROM users WHERE id = $1 AND organisation_id = $2";
constexpr std::string_view by_email = " FROM users WHERE email = $1 AND email <> ''";

// $1 organisation or '', $2 status or '', $3 a LIKE pattern.
constexpr std::string_view filter = " FROM users WHERE ($1 = '' OR organisation_id = $1)"
                                    " AND (status = $2 OR ($2 = '' AND status <> 'deleted'))"
                                    " AND (lower(name) LIKE $3 ESCAPE '\\' OR email LIKE $3 ESCAPE '\\')";
constexpr std::string_view page = " ORDER BY created_at, id LIMIT $4 OFFSET $5";

constexpr statement insert_row = joined<insert_into, columns, insert_values>;
constexpr statement claim_row =
    "UPDATE users SET name = $1, email = $2, password_hash = $3, role = $4, tier = $5, status = 'active',"
    " created_at = $6, updated_at = $7 WHERE id = $8 AND status = 'local'";
constexpr statement unclaimed_row = "SELECT 1 FROM users WHERE id = $1 AND status = 'local'";
constexpr statement acting_row = "SELECT 1 FROM users WHERE id = $1 AND status IN ('local', 'active')";
constexpr statement find_row = joined<select, columns, by_id>;
constexpr statement find_row_in = joined<select, columns, by_id_and_organisation>;
constexpr statement find_row_by_email = joined<select, columns, by_email>;
constexpr statement list_rows = joined<select, columns, filter, page>;
constexpr statement count_rows = joined<count, filter>;
constexpr statement update_row =
    "UPDATE users SET name = coalesce($1, name), tier = coalesce($2, tier), role = coalesce($3, role),"
    " status = coalesce($4, status), updated_at = $5 WHERE id = $6 AND status <> 'deleted'";
constexpr statement set_hash = "UPDATE users SET password_hash = $1, updated_at = $2 WHERE id = $3";
constexpr statement set_login = "UPDATE users SET last_login_at = $1 WHERE id = $2";
constexpr statement erase_row =
    "UPDATE users SET name = '', email = '', password_hash = '', status = 'deleted', role = 'user', updated_at = $1"
    " WHERE id = $2 AND status <> 'deleted'";
constexpr statement erase_identities = "DELETE FROM external_identities WHERE user_id = $1";
constexpr statement erase_memberships = "DELETE FROM group_members WHERE user_id = $1";
constexpr statement erase_grants = "DELETE FROM conversation_grants WHERE grantee_kind = 'user' AND grantee_id = $1";
constexpr statement revoke_keys = "UPDATE api_keys SET revoked_at = $1 WHERE user_id = $2 AND revoked_at IS NULL";
constexpr statement delete_conversations =
    "UPDATE conversations SET deleted_at = $1 WHERE user_id = $2 AND deleted_at IS NULL";
constexpr statement count_other_admins =
    "SELECT count(*) FROM users WHERE organisation_id = $1 AND id <> $2 AND role = 'admin' AND status = 'active'";
constexpr statement groups = "SELECT g.id, g.name FROM group_members m JOIN user_groups g ON g.id = m.group_id"
                             " WHERE m.user_id = $1 ORDER BY g.name, g.id";
constexpr statement organisation = "SELECT name FROM organisations WHERE id = $1";

constexpr statement all[] = {
    insert_row,         claim_row,        unclaimed_row,     acting_row,   find_row,    find_row_in,
    find_row_by_email,  list_rows,        count_rows,        update_row,   set_hash,    set_login,
    erase_row,          erase_identities, erase_memberships, erase_grants, revoke_keys, delete_conversations,
    count_other_admins, groups,           organisation};

user_row read(rows const& from) {
    return {.id = from.get<std::string>(0),
            .organisation_id = from.get<std::string>(1),
            .name = from.get<std::string>(2),
            .email = from.get<std::string>(3),
            .password_hash = from.get<std::string>(4),
            .role = parse_role(from.get<std::string_view>(5)).value_or(core::role::user),
            .tier = from.get<std::string>(6),
            .status = parse_user_status(from.get<std::string_view>(7)).value_or(user_status::suspended),
            .created_at = from.get<core::timestamp>(8),
            .updated_at = from.get<core::timestamp>(9),
            .last_login_at = from.get<std::optional<core::timestamp>>(10)};
}

std::optional<user_row> first(rows found) {
    if (!found.next()) return std::nullopt;
    return read(found);
}

// Part of a text, wherever it stands; what LIKE would read as a pattern is taken as it is.
std::string like(std::string_view part) {
    std::string out = "%";
    for (char const c : part) {
        if (c == '%' || c == '_' || c == '\\') out += '\\';
        out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    }
    return out + '%';
}

}  // namespace

char const* to_string(user_status status) {
    switch (status) {
    case user_status::local:     return "local";
    case user_status::active:    return "active";
    case user_status::suspended: return "suspended";
    case user_status::deleted:   return "deleted";
    }
    return "suspended";
}

std::optional<user_status> parse_user_status(std::string_view text) {
    for (auto const each : {user_status::local, user_status::active, user_status::suspended, user_status::deleted})
        if (text == to_string(each)) return each;
    return std::nullopt;
}

char const* to_string(core::role role) { return boost::describe::enum_to_string(role, "user"); }

std::optional<core::role> parse_role(std::string_view text) {
    core::role out{};
    if (!boost::describe::enum_from_string(std::string(text).c_str(), out)) return std::nullopt;
    return out;
}

namespace users {

void insert(connection& db, user_row const& row) {
    db.execute(insert_row, row.id, row.organisation_id, row.name, row.email, row.password_hash, to_string(row.role),
               row.tier, to_string(row.status), row.created_at, row.updated_at, row.last_login_at);
}

bool claim_local(connection& db, user_row const& row) {
    return db.execute(claim_row, row.name, row.email, row.password_hash, to_string(row.role), row.tier, row.created_at,
                      row.updated_at, local_user_id) > 0;
}

bool may_act(connection& db, std::string const& id) {
    auto found = db.query(acting_row, id);
    return found.next();
}

bool local_is_unclaimed(connection& db) { return db.query(unclaimed_row, local_user_id).next(); }

std::optional<user_row> find(connection& db, std::string const& id) { return first(db.query(find_row, id)); }

std::optional<user_row> find_in(connection& db, std::string const& id, std::string const& organisation_id) {
    return first(db.query(find_row_in, id, organisation_id));
}

std::optional<user_row> find_by_email(connection& db, std::string const& email) {
    return first(db.query(find_row_by_email, email));
}

user_page list(connection& db, user_query const& what) {
    std::string const status = what.status ? to_string(*what.status) : "";
    auto const pattern = like(what.text);
    user_page out;
    auto found = db.query(list_rows, what.organisation_id, status, pattern, what.limit, what.offset);
    while (found.next()) out.rows.push_back(read(found));
    auto total = db.query(count_rows, what.organisation_id, status, pattern);
    if (total.next()) out.total = total.get<std::int64_t>(0);
    return out;
}

bool update(connection& db, std::string const& id, user_patch const& patch, core::timestamp now) {
    std::optional<std::string> role, status;
    if (patch.role) role = to_string(*patch.role);
    if (patch.status) status = to_string(*patch.status);
    return db.execute(update_row, patch.name, patch.tier, role, status, now, id) > 0;
}

bool set_password(connection& db, std::string const& id, std::string const& hash, core::timestamp now) {
    return db.execute(set_hash, hash, now, id) > 0;
}

bool note_login(connection& db, std::string const& id, core::timestamp now) {
    return db.execute(set_login, now, id) > 0;
}

bool erase(connection& db, std::string const& id, core::timestamp now) {
    if (db.execute(erase_row, now, id) == 0) return false;
    for (auto const& each : {erase_identities, erase_memberships, erase_grants}) db.execute(each, id);
    db.execute(revoke_keys, now, id);
    db.execute(delete_conversations, now, id);
    return true;
}

std::int64_t other_admins(connection& db, std::string const& organisation_id, std::string const& id) {
    auto found = db.query(count_other_admins, organisation_id, id);
    return found.next() ? found.get<std::int64_t>(0) : 0;
}

std::vector<named_group> groups_of(connection& db, std::string const& id) {
    std::vector<named_group> out;
    auto found = db.query(groups, id);
    while (found.next()) out.push_back({found.get<std::string>(0), found.get<std::string>(1)});
    return out;
}

std::string organisation_name(connection& db, std::string const& organisation_id) {
    auto found = db.query(organisation, organisation_id);
    return found.next() ? found.get<std::string>(0) : std::string();
}

std::span<statement const> statements() { return all; }

}  // namespace users

}  // namespace store
