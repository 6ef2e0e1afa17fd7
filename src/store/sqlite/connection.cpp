#include "store/sqlite/connection.hpp"

#include "store/sqlite/raise.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <stdexcept>

namespace store {

namespace {

constexpr int busy_timeout_ms = 5000;

char const* to_sql(synchronous level) {
    switch (level) {
    case synchronous::off:    return "PRAGMA synchronous = OFF";
    case synchronous::normal: return "PRAGMA synchronous = NORMAL";
    case synchronous::full:   return "PRAGMA synchronous = FULL";
    }
    return "PRAGMA synchronous = FULL";
}

struct binder {
    sqlite3_stmt* handle;
    int index;
    sqlite3_destructor_type lifetime;

    int operator()(std::monostate) const { return sqlite3_bind_null(handle, index); }
    int operator()(std::int64_t value) const { return sqlite3_bind_int64(handle, index, value); }
    int operator()(double value) const { return sqlite3_bind_double(handle, index, value); }
    int operator()(std::string_view value) const {
        // A null pointer would bind NULL; an empty text is not NULL.
        char const* const data = value.data() ? value.data() : "";
        return sqlite3_bind_text64(handle, index, data, value.size(), lifetime, SQLITE_UTF8);
    }
    int operator()(argument::bytes value) const {
        if (value.view.empty()) return sqlite3_bind_zeroblob(handle, index, 0);
        return sqlite3_bind_blob64(handle, index, value.view.data(), value.view.size(), lifetime);
    }
};

void bind_all(sqlite3_stmt* handle, std::span<argument const> values, sqlite3_destructor_type lifetime) {
    if (static_cast<int>(values.size()) != sqlite3_bind_parameter_count(handle))
        throw std::logic_error(fmt::format("{} arguments for: {}", values.size(), sqlite3_sql(handle)));
    int index = 0;
    for (auto const& value : values) {
        int const code = std::visit(binder{handle, ++index, lifetime}, value.value());
        if (code != SQLITE_OK) raise(code, sqlite3_db_handle(handle));
    }
}

// $1 is a name to SQLite: only ascending first uses make name and number agree.
void check_parameters(sqlite3_stmt* handle) {
    for (int i = 1; i <= sqlite3_bind_parameter_count(handle); ++i) {
        char const* const name = sqlite3_bind_parameter_name(handle, i);
        if (!name || name != fmt::format("${}", i))
            throw std::logic_error(fmt::format("parameters out of order in: {}", sqlite3_sql(handle)));
    }
}

}  // namespace

connection::connection(std::filesystem::path const& file, connection_options const& options) {
    // SQLite's own count of its memory would cost a mutex for each allocation. Refused, harmlessly, once it is in use.
    [[maybe_unused]] static int const uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    int const access = options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    int const code = sqlite3_open_v2(file.c_str(), &handle_, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                                     options.vfs.empty() ? nullptr : options.vfs.c_str());
    try {
        if (code != SQLITE_OK) raise(code, handle_);
        sqlite3_busy_timeout(handle_, busy_timeout_ms);
        sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
        sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
        sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
        pragma(to_sql(options.sync));  // first, because entering WAL mode commits
        if (!options.read_only) pragma("PRAGMA journal_mode = WAL");
        pragma("PRAGMA journal_size_limit = 16777216");  // what a burst made the -wal grow is given back
        pragma("PRAGMA foreign_keys = ON");
        pragma("PRAGMA temp_store = MEMORY");
        pragma(fmt::format("PRAGMA cache_size = {}", -options.cache_kib).c_str());
        pragma(fmt::format("PRAGMA mmap_size = {}", options.mmap_bytes).c_str());
        pragma(options.secure_delete ? "PRAGMA secure_delete = ON" : "PRAGMA secure_delete = OFF");
    } catch (...) {
        sqlite3_close(handle_);
        throw;
    }
}

connection::~connection() {
    for (auto const& [text, one] : statements_) sqlite3_finalize(one.handle);
    sqlite3_close(handle_);
}

void connection::pragma(char const* text) {
    int const code = sqlite3_exec(handle_, text, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) raise(code, handle_);
}

void connection::run_script(std::string const& sql) { pragma(sql.c_str()); }

bool connection::in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }

std::int64_t connection::changes() const { return sqlite3_total_changes64(handle_); }

prepared& connection::prepare(statement const& what) {
    auto& entry = statements_[what.sqlite.data()];
    if (entry.busy) throw std::logic_error(fmt::format("still open: {}", what.sqlite));
    if (entry.handle) return entry;
    int const code = sqlite3_prepare_v3(handle_, what.sqlite.data(), static_cast<int>(what.sqlite.size()),
                                        SQLITE_PREPARE_PERSISTENT, &entry.handle, nullptr);
    if (code != SQLITE_OK) raise(code, handle_);
    check_parameters(entry.handle);
    return entry;
}

rows connection::start(statement const& what, std::span<argument const> values) {
    auto& entry = prepare(what);
    rows out(entry);
    bind_all(entry.handle, values, SQLITE_TRANSIENT);
    return out;
}

std::int64_t connection::run(statement const& what, std::span<argument const> values) {
    auto& entry = prepare(what);
    rows all(entry);
    bind_all(entry.handle, values, SQLITE_STATIC);
    while (all.next()) {}
    return sqlite3_changes64(handle_);
}

}  // namespace store
