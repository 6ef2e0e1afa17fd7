#include "store/migrations.hpp"

#include "store/failure.hpp"
#include "support/faulty_vfs.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace store {
namespace {

constexpr statement schema_text = "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_master ORDER BY name)";
constexpr statement versions = "SELECT group_concat(version) FROM schema_migrations";

class migrations_test : public testing::Test {
protected:
    std::string text(connection& c, statement const& what) {
        auto found = c.query(what);
        return found.next() ? found.get<std::string>(0) : "";
    }
    std::string failure(connection& c, std::vector<migration> const& all) {
        try {
            migrate(c, all, now);
        } catch (cannot_open const& e) {
            return e.what();
        }
        return "";
    }

    core::timestamp const now = core::from_ms(1'790'000'000'000);
    std::vector<migration> const first{{1, "0001_a.sql", "CREATE TABLE a (id INTEGER);"}};
    std::vector<migration> const both{first[0],
                                      {2, "0002_b.sql", "CREATE TABLE b (id INTEGER); CREATE TABLE c (id INTEGER);"}};
    support::temporary_folder folder;
    connection db{folder.path() / "test.db", {.sync = synchronous::off}};
};

TEST_F(migrations_test, are_applied_once_in_order_and_recorded) {
    migrate(db, first, now);
    migrate(db, both, now);
    migrate(db, both, now);

    EXPECT_EQ(text(db, versions), "1,2");
    EXPECT_NE(text(db, schema_text).find("CREATE TABLE c"), std::string::npos);
}

TEST_F(migrations_test, the_embedded_ones_are_numbered_and_run) {
    auto const all = embedded_migrations(dialect::sqlite);
    ASSERT_GE(all.size(), 5u);
    EXPECT_EQ(all.size(), embedded_migrations(dialect::postgres).size());
    for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i].version, static_cast<int>(i) + 1);

    EXPECT_EQ(failure(db, all), "");
}

TEST_F(migrations_test, a_failing_one_leaves_the_database_as_it_was_and_is_named) {
    migrate(db, first, now);
    auto const before = text(db, schema_text);
    auto broken = both;
    broken[1].sql = "CREATE TABLE b (id INTEGER); INSERT INTO nowhere VALUES (1);";

    auto const message = failure(db, broken);

    EXPECT_NE(message.find("0002_b.sql"), std::string::npos) << message;
    EXPECT_NE(message.find("nowhere"), std::string::npos) << message;
    EXPECT_EQ(text(db, schema_text), before);
    EXPECT_EQ(text(db, versions), "1");
    EXPECT_EQ(failure(db, both), "") << "and a corrected one can still be applied";
}

TEST_F(migrations_test, an_edited_one_is_refused) {
    migrate(db, both, now);
    auto edited = both;
    edited[0].sql = "CREATE TABLE a (id BIGINT);";

    EXPECT_NE(failure(db, edited).find("0001_a.sql"), std::string::npos);
}

TEST_F(migrations_test, a_database_of_a_newer_version_is_refused) {
    migrate(db, both, now);

    auto const message = failure(db, first);

    EXPECT_NE(message.find("newer version"), std::string::npos) << message;
    EXPECT_NE(message.find("0002_b.sql"), std::string::npos) << message;
}

TEST_F(migrations_test, two_processes_at_once_apply_each_of_them_once) {
    auto const all = embedded_migrations(dialect::sqlite);
    std::vector<std::jthread> processes;
    for (int i = 0; i < 3; ++i) {
        processes.emplace_back([&] {
            connection own(folder.path() / "test.db", {.sync = synchronous::off});
            EXPECT_EQ(failure(own, all), "");
        });
    }
    processes.clear();
    EXPECT_EQ(text(db, versions), "1,2,3,4,5,6,7,8,9,10,11,12");
}

// Whatever write or sync fails, a start either succeeds or changes nothing of the migration it was in, and the next
// start completes what is missing.
TEST(migration_faults, a_disk_that_fails_at_any_point_leaves_whole_migrations_only) {
    using support::faulty_vfs;
    auto const all = embedded_migrations(dialect::sqlite);
    auto const now = core::from_ms(1'790'000'000'000);
    static constexpr statement tables =
        "SELECT (SELECT count(*) FROM schema_migrations), (SELECT count(*) FROM sqlite_master WHERE name = 'users'),"
        " (SELECT count(*) FROM sqlite_master WHERE name = 'messages'),"
        " (SELECT count(*) FROM sqlite_master WHERE name = 'title_search_delete'),"
        " (SELECT count(*) FROM sqlite_master WHERE name = 'jobs_due')";
    static constexpr statement any_history = "SELECT count(*) FROM sqlite_master WHERE name = 'schema_migrations'";

    for (auto const what : {faulty_vfs::operation::write, faulty_vfs::operation::sync}) {
        bool failed = true;
        for (std::uint64_t nth = 1; failed; nth += 3) {
            SCOPED_TRACE(nth);
            support::temporary_folder folder;
            faulty_vfs disk(nth);
            failed = false;
            try {
                disk.fail(what, nth, faulty_vfs::failure::io_error, faulty_vfs::duration::lasting);
                connection db(folder.path() / "x.db", {.vfs = disk.name()});
                migrate(db, all, now);
            } catch (cannot_open const&) {
                failed = true;
            } catch (unavailable const&) {
                failed = true;
            }
            disk.heal();
            connection db(folder.path() / "x.db", {.vfs = disk.name()});
            auto begun = db.query(any_history);
            ASSERT_TRUE(begun.next());
            if (begun.get<int>(0) == 1) {
                auto found = db.query(tables);
                ASSERT_TRUE(found.next());
                auto const applied = found.get<int>(0);
                EXPECT_EQ(found.get<int>(1), applied >= 1);
                EXPECT_EQ(found.get<int>(2), applied >= 2);
                EXPECT_EQ(found.get<int>(3), applied >= 2);
                EXPECT_EQ(found.get<int>(4), applied >= 5);
            }
            EXPECT_NO_THROW(migrate(db, all, now));
        }
    }
}

}  // namespace
}  // namespace store
