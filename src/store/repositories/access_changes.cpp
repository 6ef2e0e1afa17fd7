#include "store/repositories/access_changes.hpp"

namespace store::access_changes {

namespace {

constexpr statement add_row = "INSERT INTO access_changes (user_id, created_at) VALUES ($1, $2)";
constexpr statement rows_after =
    "SELECT position, user_id FROM access_changes WHERE position > $1 ORDER BY position LIMIT $2";
constexpr statement last_row = "SELECT coalesce(max(position), 0) FROM access_changes";
constexpr statement purge_rows = "DELETE FROM access_changes WHERE created_at < $1";

constexpr statement all[] = {add_row, rows_after, last_row, purge_rows};

}  // namespace

void add(connection& db, std::string const& user_id, core::timestamp now) { db.execute(add_row, user_id, now); }

std::vector<access_change> after(connection& db, std::int64_t position, std::int64_t limit) {
    std::vector<access_change> out;
    auto found = db.query(rows_after, position, limit);
    while (found.next()) out.push_back({found.get<std::int64_t>(0), found.get<std::string>(1)});
    return out;
}

std::int64_t last_position(connection& db) {
    auto found = db.query(last_row);
    return found.next() ? found.get<std::int64_t>(0) : 0;
}

std::int64_t purge(connection& db, core::timestamp before) { return db.execute(purge_rows, before); }

std::span<statement const> statements() { return all; }

}  // namespace store::access_changes
