#include "store/sqlite/rows.hpp"

#include "store/sqlite/raise.hpp"

#include <sqlite3.h>

namespace store {

rows::~rows() {
    if (!statement_) return;
    sqlite3_reset(statement_->handle);
    sqlite3_clear_bindings(statement_->handle);
    statement_->busy = false;
}

bool rows::next() {
    int const code = sqlite3_step(statement_->handle);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    raise(code, sqlite3_db_handle(statement_->handle));
}

bool rows::is_null(int column) const { return sqlite3_column_type(statement_->handle, column) == SQLITE_NULL; }

std::int64_t rows::integer(int column) const { return sqlite3_column_int64(statement_->handle, column); }

double rows::real(int column) const { return sqlite3_column_double(statement_->handle, column); }

std::string_view rows::text(int column) const {
    // A blob read as a blob keeps its bytes; its text form would need a conversion.
    auto* const handle = statement_->handle;
    auto const* const data = sqlite3_column_type(handle, column) == SQLITE_BLOB
                                 ? static_cast<char const*>(sqlite3_column_blob(handle, column))
                                 : reinterpret_cast<char const*>(sqlite3_column_text(handle, column));
    if (!data) return {};
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(handle, column))};
}

}  // namespace store
