#include "store/sqlite/raise.hpp"

#include "store/failure.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

namespace store {

void raise(int code, sqlite3* handle) {
    int const extended = handle ? sqlite3_extended_errcode(handle) : code;
    switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
        // SQLite's text names tables and columns, never values.
        throw constraint_violation(handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code));
    case SQLITE_FULL:   throw unavailable("the disk is full");
    case SQLITE_BUSY:
    case SQLITE_LOCKED: throw unavailable("another process holds the database");
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        throw unavailable(fmt::format("the database file can't be used: {} (SQLite {})", sqlite3_errstr(code),
                                      extended));
    default:
        throw fault(fmt::format("SQLite {}: {}", extended, handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code)));
    }
}

}  // namespace store
