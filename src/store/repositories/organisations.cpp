#include "store/repositories/organisations.hpp"

namespace store {

namespace {

constexpr statement insert_row = "INSERT INTO organisations (id, name, created_at) VALUES ($1, $2, $3)";
constexpr std::string_view select =
    "SELECT o.id, o.name, o.created_at,"
    " (SELECT count(*) FROM users u WHERE u.organisation_id = o.id AND u.status <> 'deleted') FROM organisations o";
constexpr std::string_view by_id = " WHERE o.id = $1";
constexpr std::string_view in_order = " ORDER BY o.created_at, o.id";
constexpr statement find_row = joined<select, by_id>;
constexpr statement list_rows = joined<select, in_order>;

constexpr statement all[] = {insert_row, find_row, list_rows};

organisation_row read(rows const& from) {
    return {.id = from.get<std::string>(0),
            .name = from.get<std::string>(1),
            .created_at = from.get<core::timestamp>(2),
            .user_count = from.get<std::int64_t>(3)};
}

}  // namespace

namespace organisations {

void insert(connection& db, organisation_row const& row) { db.execute(insert_row, row.id, row.name, row.created_at); }

std::optional<organisation_row> find(connection& db, std::string const& id) {
    auto found = db.query(find_row, id);
    if (!found.next()) return std::nullopt;
    return read(found);
}

std::vector<organisation_row> list(connection& db) {
    std::vector<organisation_row> out;
    auto found = db.query(list_rows);
    while (found.next()) out.push_back(read(found));
    return out;
}

std::span<statement const> statements() { return all; }

}  // namespace organisations

}  // namespace store
