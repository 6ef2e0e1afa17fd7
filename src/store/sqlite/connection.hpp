#pragma once

#include "store/failure.hpp"
#include "store/sqlite/rows.hpp"
#include "store/statement.hpp"

#include <array>
#include <filesystem>
#include <initializer_list>
#include <span>
#include <string>
#include <unordered_map>

struct sqlite3;

namespace store {

// What a commit promises. full: survives a power cut. normal: survives the end of the process, and a power cut only up
// to the last checkpoint. off: for tests.
enum class synchronous : std::uint8_t { off, normal, full };

struct connection_options {
    bool read_only = false;
    synchronous sync = synchronous::full;
    std::string vfs{};                  // name of a registered VFS; empty: SQLite's own
    int cache_kib = 4096;
    std::int64_t mmap_bytes = 0;        // 0: none, so that an I/O error stays an error and is no signal
    bool secure_delete = true;          // overwrites deleted content with zeros
};

// One SQLite connection in WAL mode with foreign keys on. Not thread-safe: one thread at a time.
class connection {
public:
    // Opens or creates `file`. Throws store::unavailable or store::fault.
    explicit connection(std::filesystem::path const& file, connection_options const& options = {});
    connection(connection const&) = delete;
    ~connection();

    // Starts a query; text arguments are copied, so they need not outlive the call.
    template <class... Args>
    rows query(statement const& what, Args const&... args) {
        std::array<argument, sizeof...(Args)> const values{argument(args)...};
        return start(what, values);
    }

    // Runs a statement to its end and returns how many rows it inserted, updated or deleted. Throws
    // constraint_violation, unavailable or fault; the statement's own changes are undone then.
    template <class... Args>
    std::int64_t execute(statement const& what, Args const&... args) {
        std::array<argument, sizeof...(Args)> const values{argument(args)...};
        return run(what, values);
    }

    // Runs a text of several statements without parameters: a migration.
    void run_script(std::string const& sql);

    // Rows inserted, updated and deleted since it was opened, those that were undone among them.
    std::int64_t changes() const;

    // False also when SQLite itself rolled back because the disk is full or failing.
    bool in_transaction() const;

    // For what the wrapper does not cover, such as pragmas of a test.
    sqlite3* handle() { return handle_; }

private:
    rows start(statement const& what, std::span<argument const> values);
    std::int64_t run(statement const& what, std::span<argument const> values);
    prepared& prepare(statement const& what);
    void pragma(char const* text);

    sqlite3* handle_ = nullptr;
    std::unordered_map<char const*, prepared> statements_;
};

}  // namespace store
