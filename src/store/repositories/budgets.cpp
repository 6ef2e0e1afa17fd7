#include "store/repositories/budgets.hpp"

#include "store/repositories/limit_changes.hpp"

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>

namespace store::budgets {

namespace {

constexpr std::string_view select =
    "SELECT id, organisation_id, subject_kind, subject_id, unit, period, amount, created_at, updated_at FROM budgets";
constexpr std::string_view where_id = " WHERE id = $1 AND organisation_id = $2";
constexpr std::string_view where_organisation = " WHERE organisation_id = $1 ORDER BY created_at, id";
constexpr std::string_view where_subject = " WHERE subject_kind = $1 AND subject_id = $2 ORDER BY unit, period";

constexpr statement insert_row =
    "INSERT INTO budgets (id, organisation_id, subject_kind, subject_id, unit, period, amount, created_at, updated_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
constexpr statement find_row = joined<select, where_id>;
constexpr statement list_rows = joined<select, where_organisation>;
constexpr statement subject_rows = joined<select, where_subject>;
constexpr statement every_row = joined<select>;
constexpr statement set_row = "UPDATE budgets SET amount = $1, updated_at = $2 WHERE id = $3 AND organisation_id = $4";
constexpr statement remove_row = "DELETE FROM budgets WHERE id = $1 AND organisation_id = $2";

constexpr statement user_there = "SELECT 1 FROM users WHERE id = $1 AND organisation_id = $2";
constexpr statement key_there = "SELECT 1 FROM api_keys WHERE id = $1 AND organisation_id = $2";
constexpr statement group_there = "SELECT 1 FROM user_groups WHERE id = $1 AND organisation_id = $2";
constexpr statement conversation_there =
    "SELECT 1 FROM conversations AS c JOIN users AS u ON u.id = c.user_id WHERE c.id = $1 AND u.organisation_id = $2";

constexpr statement every_statement[] = {insert_row, find_row,   list_rows, subject_rows, every_row,         set_row,
                                         remove_row, user_there, key_there, group_there,  conversation_there};

template <class Enum>
std::string_view name(Enum value) {
    return boost::describe::enum_to_string(value, "");
}

template <class Enum>
Enum value(std::string const& name) {
    Enum out{};
    boost::describe::enum_from_string(name.c_str(), out);
    return out;
}

std::vector<budget_row> read(rows from) {
    std::vector<budget_row> out;
    while (from.next())
        out.push_back({.id = from.get<std::string>(0),
                       .organisation_id = from.get<std::string>(1),
                       .subject = value<budget_subject>(from.get<std::string>(2)),
                       .subject_id = from.get<std::string>(3),
                       .unit = value<budget_unit>(from.get<std::string>(4)),
                       .period = value<budget_period>(from.get<std::string>(5)),
                       .amount = from.get<std::int64_t>(6),
                       .created_at = from.get<core::timestamp>(7),
                       .updated_at = from.get<core::timestamp>(8)});
    return out;
}

}  // namespace

bool subject_exists(connection& db, budget_subject kind, std::string const& id, std::string const& organisation) {
    auto const there = [&](statement const& what) { return db.query(what, id, organisation).next(); };
    switch (kind) {
    case budget_subject::user:         return there(user_there);
    case budget_subject::key:          return there(key_there);
    case budget_subject::group:        return there(group_there);
    case budget_subject::organisation: return id == organisation;
    case budget_subject::conversation: return there(conversation_there);
    case budget_subject::global:       return id.empty();
    }
    return false;
}

void insert(connection& db, budget_row const& row) {
    limit_changes::raise(db);
    db.execute(insert_row, row.id, row.organisation_id, name(row.subject), row.subject_id, name(row.unit),
               name(row.period), row.amount, row.created_at, row.updated_at);
}

std::optional<budget_row> find(connection& db, std::string const& id, std::string const& organisation) {
    auto found = read(db.query(find_row, id, organisation));
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

std::vector<budget_row> list(connection& db, std::string const& organisation) {
    return read(db.query(list_rows, organisation));
}

std::vector<budget_row> of_subject(connection& db, budget_subject subject, std::string const& subject_id) {
    return read(db.query(subject_rows, name(subject), subject_id));
}

std::vector<budget_row> all(connection& db) { return read(db.query(every_row)); }

bool set_amount(connection& db, std::string const& id, std::string const& organisation, std::int64_t amount,
                core::timestamp now) {
    limit_changes::raise(db);
    return db.execute(set_row, amount, now, id, organisation) > 0;
}

bool remove(connection& db, std::string const& id, std::string const& organisation) {
    limit_changes::raise(db);
    return db.execute(remove_row, id, organisation) > 0;
}

std::span<statement const> statements() { return every_statement; }

}  // namespace store::budgets
