#include "store/repositories/external_identities.hpp"

#include <algorithm>

namespace store {

namespace {

constexpr statement insert_row =
    "INSERT INTO external_identities (issuer, subject, user_id, created_at) VALUES ($1, $2, $3, $4)";
constexpr statement find_user = "SELECT user_id FROM external_identities WHERE issuer = $1 AND subject = $2";
constexpr statement list_rows =
    "SELECT issuer, subject FROM external_identities WHERE user_id = $1 ORDER BY created_at, issuer, subject";
constexpr statement named_groups = "SELECT g.id, g.name FROM group_members m JOIN user_groups g ON g.id = m.group_id"
                                   " WHERE m.user_id = $1 AND m.source = $2 ORDER BY g.id";
constexpr statement leave_group = "DELETE FROM group_members WHERE group_id = $1 AND user_id = $2 AND source = $3";
constexpr statement join_group =
    "INSERT INTO group_members (group_id, user_id, source, created_at)"
    " SELECT g.id, $1, $2, $3 FROM user_groups g WHERE g.organisation_id = $4 AND g.name = $5"
    " ON CONFLICT (group_id, user_id) DO NOTHING";

constexpr statement all[] = {insert_row, find_user, list_rows, named_groups, leave_group, join_group};

}  // namespace

namespace external_identities {

void insert(connection& db, external_identity const& who, std::string const& user_id, core::timestamp now) {
    db.execute(insert_row, who.issuer, who.subject, user_id, now);
}

std::optional<std::string> user_of(connection& db, external_identity const& who) {
    auto found = db.query(find_user, who.issuer, who.subject);
    if (!found.next()) return std::nullopt;
    return found.get<std::string>(0);
}

std::vector<external_identity> of_user(connection& db, std::string const& user_id) {
    std::vector<external_identity> out;
    auto found = db.query(list_rows, user_id);
    while (found.next()) out.push_back({found.get<std::string>(0), found.get<std::string>(1)});
    return out;
}

bool set_groups(connection& db, std::string const& issuer, std::string const& user_id,
                std::string const& organisation_id, std::vector<std::string> const& names, core::timestamp now) {
    std::vector<std::string> over;
    {
        auto found = db.query(named_groups, user_id, issuer);
        while (found.next())
            if (std::ranges::find(names, found.get<std::string>(1)) == names.end())
                over.push_back(found.get<std::string>(0));
    }
    for (auto const& group : over) db.execute(leave_group, group, user_id, issuer);
    bool changed = !over.empty();
    for (auto const& name : names) changed |= db.execute(join_group, user_id, issuer, now, organisation_id, name) > 0;
    return changed;
}

std::span<statement const> statements() { return all; }

}  // namespace external_identities

}  // namespace store
