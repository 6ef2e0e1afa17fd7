#include "identity/audit/chain.hpp"

#include "identity/audit/entry.hpp"
#include "store/migrations.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

namespace identity {
namespace {

// Somebody with the file in hand: the triggers are no obstacle to them.
class chain : public testing::Test {
protected:
    chain() {
        store::migrate(db, store::embedded_migrations(store::dialect::sqlite), now);
        for (int i = 0; i < 10; ++i) add("user.rename");
        seal_some(db, 100);
    }

    void add(std::string action) {
        now += std::chrono::milliseconds(1);
        record(db, {.id = "u", .address = "127.0.0.1"}, "o", {std::move(action), "user", "u"}, now);
    }

    void tamper(std::string const& sql) {
        db.run_script("DROP TRIGGER audit_log_keep; DROP TRIGGER audit_log_seal_only;" + sql);
    }

    core::timestamp now = core::from_ms(1'790'000'000'000);
    support::temporary_folder folder;
    store::connection db{folder.path() / "test.db", {.sync = store::synchronous::off}};
};

TEST_F(chain, holds_over_entries_that_were_only_written_and_sealed) {
    auto const report = verify_chain(db, now);

    EXPECT_FALSE(report.broken_at);
    EXPECT_EQ(report.sealed, 10);
    EXPECT_EQ(report.unsealed, 0);
    EXPECT_EQ(report.head, store::audit::last_hash(db));
}

TEST_F(chain, goes_on_where_sealing_stopped) {
    add("user.suspend");
    add("user.delete");
    EXPECT_EQ(seal_some(db, 1), 1);
    EXPECT_EQ(seal_some(db, 100), 1);

    EXPECT_EQ(verify_chain(db, now).sealed, 12);
    EXPECT_FALSE(verify_chain(db, now).broken_at);
}

TEST_F(chain, tells_how_long_its_unsealed_end_is) {
    add("user.suspend");
    add("user.delete");

    auto const report = verify_chain(db, now + std::chrono::seconds(7));

    EXPECT_FALSE(report.broken_at);
    EXPECT_EQ(report.unsealed, 2);
    EXPECT_EQ(report.unsealed_seconds, 7);
}

TEST_F(chain, finds_a_changed_entry_whatever_column_it_is) {
    for (auto const* column : {"id", "organisation_id", "actor_kind", "actor_id", "action", "object_kind", "object_id",
                               "outcome", "address", "request_id", "details", "created_at"}) {
        SCOPED_TRACE(column);
        tamper("CREATE TABLE kept AS SELECT * FROM audit_log");
        db.run_script(std::string("UPDATE audit_log SET ") + column + " = '9' WHERE position = 4");

        EXPECT_EQ(verify_chain(db, now).broken_at, 4);

        db.run_script("DELETE FROM audit_log; INSERT INTO audit_log SELECT * FROM kept; DROP TABLE kept;"
                      "CREATE TRIGGER audit_log_keep AFTER DELETE ON audit_log WHEN 0 BEGIN SELECT 1; END;"
                      "CREATE TRIGGER audit_log_seal_only AFTER DELETE ON audit_log WHEN 0 BEGIN SELECT 1; END;");
        ASSERT_FALSE(verify_chain(db, now).broken_at);
    }
}

TEST_F(chain, finds_text_that_moved_from_one_column_to_the_next) {
    tamper("UPDATE audit_log SET object_kind = 'use', object_id = 'ru' WHERE position = 4");

    EXPECT_EQ(verify_chain(db, now).broken_at, 4);
}

TEST_F(chain, finds_where_an_entry_was_removed) {
    tamper("DELETE FROM audit_log WHERE position = 4");

    EXPECT_EQ(verify_chain(db, now).broken_at, 5);
}

TEST_F(chain, finds_that_the_first_entries_were_removed) {
    tamper("DELETE FROM audit_log WHERE position <= 3");

    EXPECT_EQ(verify_chain(db, now).broken_at, 4);
}

TEST_F(chain, finds_an_inserted_entry_sealed_or_not) {
    tamper("UPDATE audit_log SET position = position + 100 WHERE position > 4;"
           "INSERT INTO audit_log (position, id, organisation_id, actor_kind, actor_id, action, created_at, hash)"
           " VALUES (5, 'x', 'o', 'user', 'u', 'user.delete', 0, 'abc')");
    EXPECT_EQ(verify_chain(db, now).broken_at, 5);

    db.run_script("UPDATE audit_log SET hash = '' WHERE position = 5");
    EXPECT_EQ(verify_chain(db, now).broken_at, 105);
}

TEST_F(chain, finds_entries_that_changed_places) {
    tamper("UPDATE audit_log SET position = 99 WHERE position = 4;"
           "UPDATE audit_log SET position = 4 WHERE position = 5;"
           "UPDATE audit_log SET position = 5 WHERE position = 99");

    EXPECT_EQ(verify_chain(db, now).broken_at, 4);
}

TEST_F(chain, shows_a_cut_end_by_its_head) {
    auto const noted = verify_chain(db, now).head;

    tamper("DELETE FROM audit_log WHERE position = 10");

    EXPECT_FALSE(verify_chain(db, now).broken_at);
    EXPECT_NE(verify_chain(db, now).head, noted);
}

TEST_F(chain, is_kept_by_the_database_itself) {
    for (auto const* sql : {"DELETE FROM audit_log", "UPDATE audit_log SET action = 'x' WHERE position = 3",
                            "UPDATE audit_log SET hash = '' WHERE position = 3"})
        EXPECT_ANY_THROW(db.run_script(sql)) << sql;
    EXPECT_FALSE(verify_chain(db, now).broken_at);
}

}  // namespace
}  // namespace identity
