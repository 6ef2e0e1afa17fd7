#pragma once

#include "core/clock.hpp"
#include "core/id.hpp"
#include "store/local_user.hpp"
#include "store/migrations.hpp"
#include "store/repositories/all_statements.hpp"
#include "store/repositories/conversations.hpp"
#include "store/repositories/messages.hpp"
#include "store/sqlite/connection.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <set>
#include <string>

namespace store {

// A migrated database of its own for each test, with the local user and a stranger.
class repository_test : public testing::Test {
protected:
    repository_test() {
        migrate(db, embedded_migrations(dialect::sqlite), now);
        db.run_script("INSERT INTO users (id, organisation_id, name, created_at) SELECT '" + stranger +
                      "', organisation_id, 'Stranger', 0 FROM users");
        of_migrations = prepared_now();
    }

    // Each statement that a repository used must be one that is also prepared against PostgreSQL.
    ~repository_test() override {
        std::set<std::string> listed;
        for (auto const& one : all_statements()) listed.emplace(one.sqlite);
        for (auto const& used : prepared_now())
            EXPECT_TRUE(listed.contains(used) || of_migrations.contains(used)) << "not in statements(): " << used;
    }

    conversation_row make_conversation(std::string title = {}, std::string user = local_user_id) {
        now += std::chrono::milliseconds(1);
        conversation_row row{.id = core::new_id(now), .user_id = std::move(user), .created_at = now, .updated_at = now};
        row.title = std::move(title);
        conversations::insert(db, row);
        return row;
    }

    message_row make_message(std::string const& conversation, std::string parent, std::string content,
                             std::string role = "user") {
        now += std::chrono::milliseconds(1);
        message_row row{.id = core::new_id(now), .conversation_id = conversation, .role = std::move(role)};
        row.parent_id = std::move(parent);
        row.content = std::move(content);
        row.created_at = now;
        messages::insert(db, row);
        return row;
    }

    std::string const owner = local_user_id;
    std::string const stranger = "00000000-0000-7000-8000-0000000000ff";
    core::timestamp now = core::from_ms(1'790'000'000'000);
    support::temporary_folder folder;
    connection db{folder.path() / "test.db", {.sync = synchronous::off}};

private:
    std::set<std::string> prepared_now() {
        std::set<std::string> out;
        for (auto* one = sqlite3_next_stmt(db.handle(), nullptr); one; one = sqlite3_next_stmt(db.handle(), one)) {
            std::string const sql = sqlite3_sql(one);
            bool const of_full_text_module = sql.find("'main'.") != sql.npos;
            if (!of_full_text_module) out.insert(sql);
        }
        return out;
    }

    std::set<std::string> of_migrations;
};

}  // namespace store
