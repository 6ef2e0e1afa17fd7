#include "store/repositories/conversation_grants.hpp"

namespace store {

namespace {

// $1 the caller, $2 the object, $3 the caller's organisation.
constexpr std::string_view granted =
    "SELECT o.id, o.name, c.id, CASE WHEN c.user_id = $1 THEN 2 ELSE"
    " (SELECT max(CASE WHEN g.may = 'write' THEN 1 ELSE 0 END) FROM conversation_grants g"
    " WHERE g.conversation_id = c.id AND ((g.grantee_kind = 'user' AND g.grantee_id = $1)"
    " OR (g.grantee_kind = 'group'"
    " AND g.grantee_id IN (SELECT m.group_id FROM group_members m WHERE m.user_id = $1)))) END";
constexpr std::string_view in_organisation = " JOIN users o ON o.id = c.user_id"
                                             " WHERE x.id = $2 AND o.organisation_id = $3 AND c.deleted_at IS NULL";
constexpr std::string_view a_conversation = " FROM conversations x JOIN conversations c ON c.id = x.id";
constexpr std::string_view a_message = " FROM messages x JOIN conversations c ON c.id = x.conversation_id";
constexpr std::string_view a_turn = " FROM turns x JOIN conversations c ON c.id = x.conversation_id";

constexpr statement granted_conversation = joined<granted, a_conversation, in_organisation>;
constexpr statement granted_message = joined<granted, a_message, in_organisation>;
constexpr statement granted_turn = joined<granted, a_turn, in_organisation>;

constexpr std::string_view everybody =
    "SELECT user_id FROM conversations WHERE id = $1"
    " UNION SELECT grantee_id FROM conversation_grants WHERE conversation_id = $1 AND grantee_kind = 'user'"
    " UNION SELECT m.user_id FROM conversation_grants g JOIN group_members m ON m.group_id = g.grantee_id"
    " WHERE g.conversation_id = $1 AND g.grantee_kind = 'group'";
constexpr statement concerned = joined<everybody>;

// By user, because running turns are indexed by theirs.
constexpr std::string_view running_of = "SELECT id FROM turns WHERE state = 'running' AND user_id IN (";
constexpr std::string_view newest = ") AND conversation_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1";
constexpr statement newest_running = joined<running_of, everybody, newest>;

constexpr statement members_of_group = "SELECT user_id FROM group_members WHERE group_id = $1";
constexpr statement list_rows =
    "SELECT g.grantee_kind, g.grantee_id, g.may, g.granted_by, g.created_at, coalesce(u.name, p.name, ''),"
    " coalesce(u.email, '') FROM conversation_grants g"
    " LEFT JOIN users u ON g.grantee_kind = 'user' AND u.id = g.grantee_id"
    " LEFT JOIN user_groups p ON g.grantee_kind = 'group' AND p.id = g.grantee_id"
    " WHERE g.conversation_id = $1 ORDER BY g.created_at, g.grantee_id";
constexpr statement put_row =
    "INSERT INTO conversation_grants (conversation_id, grantee_kind, grantee_id, may, granted_by, created_at)"
    " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (conversation_id, grantee_kind, grantee_id)"
    " DO UPDATE SET may = excluded.may, granted_by = excluded.granted_by";
constexpr statement remove_row =
    "DELETE FROM conversation_grants WHERE conversation_id = $1 AND grantee_id = $2 RETURNING grantee_kind";
constexpr statement mark_shared =
    "UPDATE conversations SET shared = CASE WHEN EXISTS"
    " (SELECT 1 FROM conversation_grants WHERE conversation_id = $1) THEN 1 ELSE 0 END WHERE id = $1";

constexpr statement all[] = {granted_conversation, granted_message, granted_turn, concerned,  newest_running,
                             members_of_group,     list_rows,       put_row,      remove_row, mark_shared};

std::optional<shared_object> read(rows found) {
    if (!found.next() || found.is_null(3)) return std::nullopt;
    return shared_object{.owner_id = found.get<std::string>(0),
                         .owner_name = found.get<std::string>(1),
                         .conversation_id = found.get<std::string>(2),
                         .may = static_cast<share>(found.get<int>(3))};
}

std::vector<std::string> ids(rows found) {
    std::vector<std::string> out;
    while (found.next()) out.push_back(found.get<std::string>(0));
    return out;
}

grantee_kind kind_of(std::string_view text) { return text == "group" ? grantee_kind::group : grantee_kind::user; }

}  // namespace

char const* to_string(grantee_kind kind) { return kind == grantee_kind::group ? "group" : "user"; }

char const* to_string(share may) {
    switch (may) {
    case share::read:  return "read";
    case share::write: return "write";
    case share::own:   return "own";
    }
    return "read";
}

namespace conversation_grants {

std::optional<shared_object> of_conversation(connection& db, std::string const& id, grantee const& who) {
    return read(db.query(granted_conversation, who.user_id, id, who.organisation_id));
}

std::optional<shared_object> of_message(connection& db, std::string const& message_id, grantee const& who) {
    return read(db.query(granted_message, who.user_id, message_id, who.organisation_id));
}

std::optional<shared_object> of_turn(connection& db, std::string const& turn_id, grantee const& who) {
    return read(db.query(granted_turn, who.user_id, turn_id, who.organisation_id));
}

std::vector<std::string> audience(connection& db, std::string const& conversation_id) {
    return ids(db.query(concerned, conversation_id));
}

std::vector<std::string> users_of(connection& db, grantee_kind kind, std::string const& grantee_id) {
    if (kind == grantee_kind::user) return {grantee_id};
    return ids(db.query(members_of_group, grantee_id));
}

std::string active_turn(connection& db, std::string const& conversation_id) {
    auto found = db.query(newest_running, conversation_id);
    return found.next() ? found.get<std::string>(0) : std::string();
}

std::vector<grant_row> list(connection& db, std::string const& conversation_id) {
    std::vector<grant_row> out;
    auto found = db.query(list_rows, conversation_id);
    while (found.next())
        out.push_back({.conversation_id = conversation_id,
                       .kind = kind_of(found.get<std::string_view>(0)),
                       .grantee_id = found.get<std::string>(1),
                       .may = found.get<std::string_view>(2) == "write" ? share::write : share::read,
                       .granted_by = found.get<std::string>(3),
                       .created_at = found.get<core::timestamp>(4),
                       .name = found.get<std::string>(5),
                       .email = found.get<std::string>(6)});
    return out;
}

void put(connection& db, grant_row const& row) {
    db.execute(put_row, row.conversation_id, to_string(row.kind), row.grantee_id, to_string(row.may), row.granted_by,
               row.created_at);
    db.execute(mark_shared, row.conversation_id);
}

std::optional<grantee_kind> remove(connection& db, std::string const& conversation_id, std::string const& grantee_id) {
    std::optional<grantee_kind> kind;
    {
        auto gone = db.query(remove_row, conversation_id, grantee_id);
        while (gone.next()) kind = kind_of(gone.get<std::string_view>(0));
    }
    if (kind) db.execute(mark_shared, conversation_id);
    return kind;
}

std::span<statement const> statements() { return all; }

}  // namespace conversation_grants

}  // namespace store
