// The dialect must not drift: what SQLite runs in the product, PostgreSQL accepts, from the same migrations.

#include "support/postgres.hpp"

#include "store/migrations.hpp"
#include "store/repositories/all_statements.hpp"
#include "store/sqlite/connection.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>
#include <libpq-fe.h>

#include <map>
#include <memory>

namespace store {
namespace {

struct free_result {
    void operator()(PGresult* result) const { PQclear(result); }
};
struct free_connection {
    void operator()(PGconn* connection) const { PQfinish(connection); }
};

class postgres_test : public testing::Test {
protected:
    using result = std::unique_ptr<PGresult, free_result>;
    using columns = std::map<std::string, std::vector<std::string>>;   // of each table, in order

    static void SetUpTestSuite() {
        server_ = std::make_unique<support::postgres>();
        connection_.reset(PQconnectdb(server_->connection_string().c_str()));
        ASSERT_EQ(PQstatus(connection_.get()), CONNECTION_OK) << PQerrorMessage(connection_.get());
        for (auto const& one : embedded_migrations(dialect::postgres)) {
            auto const done = run("BEGIN; " + std::string(one.sql) + "; COMMIT");
            ASSERT_EQ(PQresultStatus(done.get()), PGRES_COMMAND_OK)
                << one.name << ": " << PQerrorMessage(connection_.get());
        }
    }
    static void TearDownTestSuite() {
        connection_.reset();
        server_.reset();
    }

    static result run(std::string const& sql) { return result(PQexec(connection_.get(), sql.c_str())); }

    static columns columns_of_postgres() {
        auto const found =
            run("SELECT table_name, column_name FROM information_schema.columns"
                " WHERE table_schema = 'public' AND data_type <> 'tsvector' ORDER BY table_name, ordinal_position");
        columns out;
        for (int row = 0; row < PQntuples(found.get()); ++row)
            out[PQgetvalue(found.get(), row, 0)].push_back(PQgetvalue(found.get(), row, 1));
        return out;
    }

    static columns columns_of_sqlite() {
        static constexpr statement tables_and_columns =
            "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c"
            " WHERE m.type = 'table' AND m.name NOT LIKE '%\\_search%' ESCAPE '\\' AND m.name <> 'schema_migrations'"
            " AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
            " ORDER BY m.name, c.cid";
        support::temporary_folder folder;
        connection db(folder.path() / "test.db", {.sync = synchronous::off});
        migrate(db, embedded_migrations(dialect::sqlite), core::from_ms(0));
        columns out;
        auto found = db.query(tables_and_columns);
        while (found.next()) out[found.get<std::string>(0)].push_back(found.get<std::string>(1));
        return out;
    }

    static inline std::unique_ptr<support::postgres> server_;
    static inline std::unique_ptr<PGconn, free_connection> connection_;
};

TEST_F(postgres_test, prepares_every_statement) {
    for (auto const& one : all_statements()) {
        std::string const sql(one.postgres);
        result const prepared(PQprepare(connection_.get(), "", sql.c_str(), 0, nullptr));
        EXPECT_EQ(PQresultStatus(prepared.get()), PGRES_COMMAND_OK) << sql << "\n"
                                                                    << PQresultErrorMessage(prepared.get());
    }
}

TEST_F(postgres_test, has_the_same_tables_and_columns_as_sqlite) {
    auto const ours = columns_of_postgres();

    EXPECT_GE(ours.size(), 7u);
    EXPECT_EQ(ours, columns_of_sqlite());
}

TEST_F(postgres_test, refuses_a_statement_that_is_wrong) {
    result const prepared(PQprepare(connection_.get(), "", "SELECT instr('a', $1)", 0, nullptr));
    EXPECT_EQ(PQresultStatus(prepared.get()), PGRES_FATAL_ERROR);
}

TEST_F(postgres_test, finds_words_in_what_was_inserted) {
    run("BEGIN");
    run("INSERT INTO conversations (id, user_id, title, created_at, updated_at)"
        " SELECT 'c', id, 'Holidays', 0, 0 FROM users");
    run("INSERT INTO messages (id, conversation_id, role, content, created_at)"
        " VALUES ('m', 'c', 'user', repeat('sea ', 100000) || 'Harbour', 0)");

    auto const title = run("SELECT id FROM conversations WHERE title_search @@ to_tsquery('simple', '''hol'':*')");
    auto const content = run("SELECT id FROM messages WHERE content_search @@ to_tsquery('simple', 'SEA')");

    EXPECT_EQ(PQntuples(title.get()), 1);
    EXPECT_EQ(PQntuples(content.get()), 1) << PQerrorMessage(connection_.get());
    run("ROLLBACK");
}

}  // namespace
}  // namespace store
