#include "store/repositories/audit.hpp"

namespace store {

namespace {

constexpr std::string_view columns =
    "id, organisation_id, actor_kind, actor_id, action, object_kind, object_id, outcome, address, request_id, details,"
    " created_at";
constexpr std::string_view insert_into = "INSERT INTO audit_log (";
constexpr std::string_view insert_values = ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
constexpr std::string_view select = "SELECT ";
constexpr std::string_view count = "SELECT count(*)";
constexpr std::string_view place = ", position, hash";
constexpr std::string_view filtered =
    " FROM audit_log WHERE ($1 = '' OR organisation_id = $1) AND ($2 = '' OR actor_id = $2)"
    " AND ($3 = '' OR action = $3 OR substr(action, 1, length($3) + 1) = $3 || '.')"
    " AND ($4 = '' OR object_id = $4) AND created_at >= $5 AND created_at < $6";
constexpr std::string_view newest_first = " ORDER BY position DESC LIMIT $7 OFFSET $8";
constexpr std::string_view behind = " FROM audit_log WHERE position > $1 ORDER BY position LIMIT $2";
constexpr std::string_view not_sealed = " FROM audit_log WHERE hash = '' ORDER BY position LIMIT $1";

constexpr statement insert_row = joined<insert_into, columns, insert_values>;
constexpr statement list_rows = joined<select, columns, place, filtered, newest_first>;
constexpr statement count_rows = joined<count, filtered>;
constexpr statement rows_after = joined<select, columns, place, behind>;
constexpr statement unsealed_rows = joined<select, columns, place, not_sealed>;
constexpr statement any_unsealed = "SELECT 1 FROM audit_log WHERE hash = '' LIMIT 1";
constexpr statement end_of_chain = "SELECT hash FROM audit_log WHERE hash <> '' ORDER BY position DESC LIMIT 1";
constexpr statement seal_row = "UPDATE audit_log SET hash = $1 WHERE position = $2 AND hash = ''";

constexpr statement all[] = {insert_row,    list_rows,    count_rows,   rows_after,
                             unsealed_rows, any_unsealed, end_of_chain, seal_row};

std::vector<audit_row> read_all(rows found) {
    std::vector<audit_row> out;
    while (found.next()) {
        int column = 0;
        auto const text = [&] { return found.get<std::string>(column++); };
        auto& row = out.emplace_back();
        row.id = text();
        row.organisation_id = text();
        row.actor_kind = text();
        row.actor_id = text();
        row.action = text();
        row.object_kind = text();
        row.object_id = text();
        row.outcome = text();
        row.address = text();
        row.request_id = text();
        row.details = text();
        row.created_at = found.get<core::timestamp>(column++);
        row.position = found.get<std::int64_t>(column++);
        row.hash = text();
    }
    return out;
}

}  // namespace

namespace audit {

void add(connection& db, audit_row const& row) {
    db.execute(insert_row, row.id, row.organisation_id, row.actor_kind, row.actor_id, row.action, row.object_kind,
               row.object_id, row.outcome, row.address, row.request_id, row.details, row.created_at);
}

audit_page list(connection& db, audit_query const& what) {
    auto const from = what.from.value_or(core::timestamp());
    auto const to = what.to.value_or(core::from_ms(1LL << 60));
    audit_page page;
    page.rows = read_all(db.query(list_rows, what.organisation_id, what.actor, what.action, what.object, from, to,
                                  what.limit, what.offset));
    auto counted = db.query(count_rows, what.organisation_id, what.actor, what.action, what.object, from, to);
    if (counted.next()) page.total = counted.get<std::int64_t>(0);
    return page;
}

std::vector<audit_row> after(connection& db, std::int64_t position, std::int64_t limit) {
    return read_all(db.query(rows_after, position, limit));
}

std::vector<audit_row> unsealed(connection& db, std::int64_t limit) { return read_all(db.query(unsealed_rows, limit)); }

bool has_unsealed(connection& db) { return db.query(any_unsealed).next(); }

std::string last_hash(connection& db) {
    auto found = db.query(end_of_chain);
    return found.next() ? found.get<std::string>(0) : std::string();
}

void seal(connection& db, std::int64_t position, std::string const& hash) { db.execute(seal_row, hash, position); }

std::span<statement const> statements() { return all; }

}  // namespace audit

}  // namespace store
