#include "store/repositories/signing_keys.hpp"

namespace store {

namespace {

constexpr statement insert_row = "INSERT INTO signing_keys (id, algorithm, sealed_key, public_jwk, created_at)"
                                 " VALUES ($1, $2, $3, $4, $5)";
constexpr statement list_rows = "SELECT id, algorithm, sealed_key, public_jwk, created_at, retired_at FROM signing_keys"
                                " ORDER BY CASE WHEN retired_at IS NULL THEN 0 ELSE 1 END, created_at DESC, id";
constexpr statement retire_rows = "UPDATE signing_keys SET retired_at = $1 WHERE id <> $2 AND retired_at IS NULL";
constexpr statement purge_rows = "DELETE FROM signing_keys WHERE retired_at IS NOT NULL AND retired_at < $1";

constexpr statement all[] = {insert_row, list_rows, retire_rows, purge_rows};

}  // namespace

namespace signing_keys {

void insert(connection& db, signing_key_row const& row) {
    db.execute(insert_row, row.id, row.algorithm, row.sealed_key, row.public_jwk, row.created_at);
}

std::vector<signing_key_row> list(connection& db) {
    std::vector<signing_key_row> out;
    auto found = db.query(list_rows);
    while (found.next()) {
        signing_key_row row{found.get<std::string>(0), found.get<std::string>(1), found.get<std::string>(2),
                            found.get<std::string>(3)};
        row.created_at = found.get<core::timestamp>(4);
        row.retired_at = found.get<std::optional<core::timestamp>>(5);
        out.push_back(std::move(row));
    }
    return out;
}

void retire_all_but(connection& db, std::string const& id, core::timestamp now) { db.execute(retire_rows, now, id); }

std::int64_t purge(connection& db, core::timestamp before) { return db.execute(purge_rows, before); }

std::span<statement const> statements() { return all; }

}  // namespace signing_keys

}  // namespace store
