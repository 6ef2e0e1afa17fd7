#include "store/repositories/groups.hpp"

namespace store {

namespace {

constexpr statement insert_row =
    "INSERT INTO user_groups (id, organisation_id, name, created_at) VALUES ($1, $2, $3, $4)";
constexpr std::string_view select =
    "SELECT g.id, g.organisation_id, g.name, g.created_at,"
    " (SELECT count(*) FROM group_members m WHERE m.group_id = g.id) FROM user_groups g WHERE ";
constexpr std::string_view by_id = "g.id = $1 AND g.organisation_id = $2";
constexpr std::string_view of_organisation = "g.organisation_id = $1 ORDER BY g.name, g.id";
constexpr statement find_row = joined<select, by_id>;
constexpr statement list_rows = joined<select, of_organisation>;
constexpr statement rename_row = "UPDATE user_groups SET name = $1 WHERE id = $2 AND organisation_id = $3";
constexpr statement remove_row = "DELETE FROM user_groups WHERE id = $1 AND organisation_id = $2";
constexpr statement remove_grants = "DELETE FROM conversation_grants WHERE grantee_kind = 'group' AND grantee_id = $1";
constexpr statement list_members =
    "SELECT u.id, u.name, u.email, m.source FROM user_groups g JOIN group_members m ON m.group_id = g.id"
    " JOIN users u ON u.id = m.user_id WHERE g.id = $1 AND g.organisation_id = $2 ORDER BY u.name, u.id";
constexpr statement insert_member =
    "INSERT INTO group_members (group_id, user_id, created_at)"
    " SELECT g.id, u.id, CAST($1 AS BIGINT) FROM user_groups g JOIN users u ON u.organisation_id = g.organisation_id"
    " WHERE g.id = $2 AND g.organisation_id = $3 AND u.id = $4 AND u.status <> 'deleted' ON CONFLICT DO NOTHING";
constexpr statement delete_member =
    "DELETE FROM group_members WHERE group_id = (SELECT id FROM user_groups WHERE id = $1 AND organisation_id = $2)"
    " AND user_id = $3";

constexpr statement all[] = {insert_row,    find_row,     list_rows,     rename_row,   remove_row,
                             remove_grants, list_members, insert_member, delete_member};

group_row read(rows const& from) {
    return {.id = from.get<std::string>(0),
            .organisation_id = from.get<std::string>(1),
            .name = from.get<std::string>(2),
            .created_at = from.get<core::timestamp>(3),
            .member_count = from.get<std::int64_t>(4)};
}

}  // namespace

namespace groups {

void insert(connection& db, group_row const& row) {
    db.execute(insert_row, row.id, row.organisation_id, row.name, row.created_at);
}

std::optional<group_row> find(connection& db, std::string const& id, std::string const& organisation_id) {
    auto found = db.query(find_row, id, organisation_id);
    if (!found.next()) return std::nullopt;
    return read(found);
}

std::vector<group_row> list(connection& db, std::string const& organisation_id) {
    std::vector<group_row> out;
    auto found = db.query(list_rows, organisation_id);
    while (found.next()) out.push_back(read(found));
    return out;
}

bool rename(connection& db, std::string const& id, std::string const& organisation_id, std::string const& name) {
    return db.execute(rename_row, name, id, organisation_id) > 0;
}

bool remove(connection& db, std::string const& id, std::string const& organisation_id) {
    if (db.execute(remove_row, id, organisation_id) == 0) return false;
    db.execute(remove_grants, id);
    return true;
}

std::vector<group_member> members(connection& db, std::string const& id, std::string const& organisation_id) {
    std::vector<group_member> out;
    auto found = db.query(list_members, id, organisation_id);
    while (found.next())
        out.push_back({.id = found.get<std::string>(0),
                       .name = found.get<std::string>(1),
                       .email = found.get<std::string>(2),
                       .source = found.get<std::string>(3)});
    return out;
}

bool add_member(connection& db, std::string const& id, std::string const& organisation_id, std::string const& user_id,
                core::timestamp now) {
    return db.execute(insert_member, now, id, organisation_id, user_id) > 0;
}

bool remove_member(connection& db, std::string const& id, std::string const& organisation_id,
                   std::string const& user_id) {
    return db.execute(delete_member, id, organisation_id, user_id) > 0;
}

std::span<statement const> statements() { return all; }

}  // namespace groups

}  // namespace store
