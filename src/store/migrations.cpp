#include "store/migrations.hpp"

#include "core/embedded.hpp"
#include "store/sqlite/transaction.hpp"

#include <fmt/format.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <span>

namespace store {

std::span<core::embedded_file const> embedded_files();

namespace {

constexpr statement create_history =
    "CREATE TABLE IF NOT EXISTS schema_migrations ("
    " version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)";
constexpr statement read_history = "SELECT version, name, checksum FROM schema_migrations ORDER BY version";
constexpr statement record =
    "INSERT INTO schema_migrations (version, name, checksum, applied_at) VALUES ($1, $2, $3, $4)";

// How many of `all` the database has; throws when it has others.
std::size_t applied(connection& db, std::vector<migration> const& all) {
    auto history = db.query(read_history);
    std::size_t count = 0;
    while (history.next()) {
        auto const name = history.get<std::string>(1);
        if (count == all.size())
            throw cannot_open(fmt::format(
                "The database has migration {}, which this version of Parlance does not know. It was used by a newer "
                "version: install that one, or restore a backup made before the upgrade.",
                name));
        if (history.get<std::string>(2) != checksum(all[count].sql))
            throw cannot_open(fmt::format(
                "Migration {} was applied to this database with another content than this binary's {}. A released "
                "migration must never be edited: add a new one instead.",
                name, all[count].name));
        ++count;
    }
    return count;
}

// Under SQLite's write lock, so that of two processes one applies it and the other sees it applied.
bool apply_next(connection& db, std::vector<migration> const& all, core::timestamp now) {
    transaction change(db, transaction::kind::write);
    db.execute(create_history);
    auto const done = applied(db, all);
    if (done == all.size()) return false;
    auto const& next = all[done];
    try {
        db.run_script(std::string(next.sql));
        db.execute(record, next.version, next.name, checksum(next.sql), now);
        change.commit();
    } catch (std::exception const& e) {
        throw cannot_open(fmt::format("Migration {} failed, and the database stays as it was before it: {}.", next.name,
                                      e.what()));
    }
    return true;
}

}  // namespace

std::vector<migration> embedded_migrations(dialect which) {
    std::string_view const other = which == dialect::sqlite ? ".pg.sql" : ".sqlite.sql";
    std::vector<migration> out;
    for (auto const& file : embedded_files()) {
        if (file.name.ends_with(other)) continue;
        out.push_back({std::stoi(std::string(file.name.substr(0, 4))), std::string(file.name), file.content()});
    }
    std::ranges::sort(out, {}, &migration::version);
    for (std::size_t i = 0; i < out.size(); ++i)
        if (out[i].version != static_cast<int>(i) + 1)
            throw fault("migrations are not numbered 1, 2, 3: " + out[i].name);
    return out;
}

std::string checksum(std::string_view sql) {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest;
    SHA256(reinterpret_cast<unsigned char const*>(sql.data()), sql.size(), digest.data());
    std::string out;
    for (auto byte : digest) out += fmt::format("{:02x}", byte);
    return out;
}

void migrate(connection& db, std::vector<migration> const& all, core::timestamp now) {
    while (apply_next(db, all, now)) {}
}

}  // namespace store
