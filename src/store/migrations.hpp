#pragma once

#include "core/clock.hpp"
#include "store/sqlite/connection.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace store {

enum class dialect : std::uint8_t { sqlite, postgres };

// One numbered change of the schema, forward only and never edited once released.
struct migration {
    int version;
    std::string name;       // of its file
    std::string_view sql;
};

// The migrations that this binary carries, in order: NNNN_name.sql for both dialects, or a pair of NNNN_name.sqlite.sql
// and NNNN_name.pg.sql. Throws store::fault when the numbers are not 1, 2, 3, ...
std::vector<migration> embedded_migrations(dialect which);

// What schema_migrations records about a file, so that an edited one is noticed.
std::string checksum(std::string_view sql);

// Brings the schema up to date, one transaction for each migration, safe against another process doing the same.
// Throws cannot_open when a migration fails (the database stays at the one before), when an applied one was edited,
// or when the database is newer than `all`.
void migrate(connection& db, std::vector<migration> const& all, core::timestamp now);

}  // namespace store
