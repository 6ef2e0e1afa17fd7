#include "matrix_server.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <iostream>

// K-02: whatever breaks, an answer tells nothing of how the program is made. K-04: what an operator reads is for them.

namespace negative {

namespace {

// Parts of SQL, of paths, of types and of what a debugger would show.
constexpr std::string_view innards[] = {"SELECT ",        "INSERT ",  "UPDATE ", "DELETE FROM", "no such table",
                                        "no such column", "sqlite",   "SQLITE",  "UNIQUE c",    "constraint",
                                        "/tmp/",          "/var/",    "/home/",  ".cpp",        ".hpp",
                                        "std::",          "boost",    "what()",  "0x",          "terminate",
                                        "parlance.db",    "turns.db", "at line"};

// Takes a database as it is, and gives it back so.
class spared {
public:
    explicit spared(store::connection& db) : db_(db.handle()) {
        EXPECT_EQ(sqlite3_open(":memory:", &copy_), SQLITE_OK);
        transfer(copy_, db_);
    }
    spared(spared const&) = delete;
    ~spared() {
        transfer(db_, copy_);
        sqlite3_close(copy_);
    }

private:
    static void transfer(sqlite3* to, sqlite3* from) {
        auto* const backup = sqlite3_backup_init(to, "main", from, "main");
        EXPECT_EQ(sqlite3_backup_step(backup, -1), SQLITE_DONE);
        EXPECT_EQ(sqlite3_backup_finish(backup), SQLITE_OK);
    }

    sqlite3* db_;
    sqlite3* copy_ = nullptr;
};

class k : public matrix_server {
protected:
    static void drop(std::string const& keeping) {
        std::string sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
                          " AND name NOT LIKE 'sqlite%' AND name NOT IN (" +
                          keeping + ")";
        for (auto const* of_an_index : {"data", "idx", "docsize", "config", "content"})
            sql += fmt::format(" AND name NOT GLOB '*_{}'", of_an_index);
        std::string script = "PRAGMA foreign_keys = OFF;";
        auto const take = [](void* into, int, char** values, char**) {
            *static_cast<std::string*>(into) += fmt::format("DROP TABLE {};", values[0]);
            return 0;
        };
        EXPECT_EQ(sqlite3_exec(db->handle(), sql.c_str(), take, &script, nullptr), SQLITE_OK);
        EXPECT_EQ(sqlite3_exec(db->handle(), script.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
            << sqlite3_errmsg(db->handle());
    }

    static bool ends_the_session(std::string_view path) {
        return path.ends_with("/logout") || path == "/api/v1/auth/me" || path == "/api/v1/auth/password";
    }

    // How many of all routes fail, each told in the one shape.
    static int failures(scene const& on) {
        int out = 0;
        for (auto const& row : api::routes()) {
            if (row.shape == api::reply_shape::websocket || ends_the_session(row.path)) continue;
            SCOPED_TRACE(std::string(api::to_string(row.method)) + ' ' + std::string(row.path));
            ++cases;
            auto const reply = send(row, filled(request_of(row), on.ids), on.credentials);
            EXPECT_NE(reply.status, 0) << "no answer";
            if (reply.status < 400) continue;
            EXPECT_FALSE(reply.error_code().empty()) << reply.text;
            for (auto const word : innards) EXPECT_EQ(reply.text.find(word), reply.text.npos) << word << reply.text;
            out += reply.status >= 500;
        }
        return out;
    }
};

TEST_F(k, K_02_a_database_in_ruins_is_told_to_nobody_but_the_log) {
    auto const on = set_scene(*db, {.name = "admin", .role = core::role::admin, .may = store::share::own}, false);
    failures(on);   // what each is told by itself
    auto const again = set_scene(*db, {.name = "admin", .role = core::role::admin, .may = store::share::own}, false);

    spared const as_it_was(*db);
    testing::internal::CaptureStdout();
    drop("'users', 'organisations', 'sessions', 'user_groups', 'group_members', 'access_changes'");
    auto const most = failures(again);
    drop("''");
    auto const all = failures(again);
    auto const logged = testing::internal::GetCapturedStdout();

    std::cout << most << " and " << all << " routes failed\n";
    EXPECT_GT(most, 20);
    EXPECT_GT(all, most);
    EXPECT_NE(logged.find("no such table"), logged.npos) << "the log has the details";
    EXPECT_EQ(server->client().get("/health/live", from_somewhere({})).status, 200);
}

TEST_F(k, K_04_what_an_operator_reads_is_closed_to_strangers) {
    auto const user = set_scene(*db, *std::ranges::find(all_players(), "owner", &player::name), false);
    for (auto const* path : {"/metrics", "/api/v1/metrics"}) {
        EXPECT_EQ(server->client().get(path, from_somewhere({})).status, 401) << path;
        EXPECT_EQ(server->client().get(path, from_somewhere(user.credentials)).status, 403) << path;
    }
    for (auto const* path : {"/debug", "/debug/pprof/", "/debug/vars", "/actuator", "/healthz?verbose",
                             "/server-status", "/.git/config", "/.env", "/api/v1/debug", "/console"}) {
        auto const reply = server->client().get(path, from_somewhere({}));
        bool const page = reply.text.contains("<html") || reply.text.contains("<!doctype");  // of the router's in it
        EXPECT_TRUE(reply.status == 404 || page) << path << reply.text;
    }
    std::vector<std::string> members;
    auto const health = server->client().get("/health?verbose=1", from_somewhere({}));
    for (auto const& [name, value] : health.body.as_object()) members.emplace_back(name);
    for (auto const& name : members)
        EXPECT_TRUE(std::ranges::count(std::initializer_list<std::string_view>{"status", "timestamp", "version",
                                                                               "environment", "provider", "model",
                                                                               "redis", "level", "hint"},
                                       name))
            << name;
}

}  // namespace

}  // namespace negative
