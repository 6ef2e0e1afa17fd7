#include "store/sqlite/connection.hpp"

#include "store/sqlite/transaction.hpp"
#include "support/faulty_vfs.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace store {
namespace {

constexpr statement insert_row = "INSERT INTO things (id, value) VALUES ($1, $2)";
constexpr statement find_row = "SELECT value FROM things WHERE id = $1";
constexpr statement count_rows = "SELECT count(*) FROM things";
constexpr statement rename_rows = "UPDATE things SET value = $1 WHERE id >= $2";

class connection_test : public testing::Test {
protected:
    connection_test() { db.run_script("CREATE TABLE things (id INTEGER PRIMARY KEY, value UNIQUE)"); }

    template <class T>
    T value_of(int id) {
        auto found = db.query(find_row, id);
        EXPECT_TRUE(found.next());
        return found.get<T>(0);
    }
    int count() {
        auto found = db.query(count_rows);
        return found.next() ? found.get<int>(0) : -1;
    }
    std::string pragma(statement const& what) {
        auto found = db.query(what);
        return found.next() ? found.get<std::string>(0) : "";
    }

    support::temporary_folder folder;
    std::filesystem::path const file = folder.path() / "test.db";
    connection db{file, {.sync = synchronous::off}};
};

TEST_F(connection_test, values_of_every_type_come_back_as_they_went_in) {
    auto const large = (std::int64_t(1) << 62) + 1;
    std::string const text("with \0 and ü", 13);
    blob const bytes{std::string("\xff\0\x01", 3)};
    auto const time = core::from_ms(1'790'000'000'123);
    db.execute(insert_row, 1, large);
    db.execute(insert_row, 2, 0.5);
    db.execute(insert_row, 3, text);
    db.execute(insert_row, 4, bytes);
    db.execute(insert_row, 5, std::nullopt);
    db.execute(insert_row, 6, time);
    db.execute(insert_row, 7, true);
    db.execute(insert_row, 8, std::string_view());
    db.execute(insert_row, 9, blob());
    db.execute(insert_row, 10, std::optional<std::string>("set"));

    EXPECT_EQ(value_of<std::int64_t>(1), large);
    EXPECT_EQ(value_of<double>(2), 0.5);
    EXPECT_EQ(value_of<std::string>(3), text);
    EXPECT_EQ(value_of<blob>(4), bytes);
    EXPECT_EQ(value_of<std::optional<std::int64_t>>(5), std::nullopt);
    EXPECT_EQ(value_of<core::timestamp>(6), time);
    EXPECT_TRUE(value_of<bool>(7));
    EXPECT_EQ(value_of<std::optional<std::string>>(8), "") << "an empty text is not NULL";
    EXPECT_EQ(value_of<std::optional<blob>>(9), blob());
    EXPECT_EQ(value_of<std::optional<std::string>>(10), "set");
}

TEST_F(connection_test, execute_tells_how_many_rows_changed) {
    db.execute(insert_row, 1, "a");
    db.execute(insert_row, 2, "b");

    EXPECT_EQ(db.execute(rename_rows, "c", 2), 1);
    EXPECT_EQ(db.execute(rename_rows, "d", 3), 0);
}

TEST_F(connection_test, a_broken_constraint_is_an_exception_of_its_own_and_changes_nothing) {
    db.execute(insert_row, 1, "a");

    EXPECT_THROW(db.execute(insert_row, 1, "b"), constraint_violation);
    EXPECT_THROW(db.execute(insert_row, 2, "a"), constraint_violation);
    EXPECT_EQ(count(), 1);
}

TEST_F(connection_test, wrong_sql_and_wrong_arguments_are_faults) {
    static constexpr statement no_table = "SELECT 1 FROM nowhere";
    static constexpr statement out_of_order = "SELECT $2, $1";
    static constexpr statement double_quoted = "SELECT \"no column\"";

    EXPECT_THROW(db.query(no_table), fault);
    EXPECT_THROW(db.query(out_of_order, 1, 2), std::logic_error);
    EXPECT_THROW(db.query(double_quoted), fault) << "a misspelt name must not become a text";
    EXPECT_THROW(db.execute(insert_row, 1), std::logic_error);
}

TEST_F(connection_test, a_statement_is_open_once_and_free_again_after_its_rows) {
    db.execute(insert_row, 1, "a");
    {
        auto open = db.query(find_row, 1);
        ASSERT_TRUE(open.next());
        EXPECT_THROW(db.query(find_row, 1), std::logic_error);
    }
    EXPECT_EQ(value_of<std::string>(1), "a");
}

TEST_F(connection_test, text_arguments_of_a_query_need_not_outlive_the_call) {
    static constexpr statement echo = "SELECT $1";
    auto found = db.query(echo, std::string(100, 'x'));
    ASSERT_TRUE(found.next());
    EXPECT_EQ(found.get<std::string>(0), std::string(100, 'x'));
}

TEST_F(connection_test, a_transaction_that_was_not_committed_is_undone) {
    {
        transaction change(db, transaction::kind::write);
        db.execute(insert_row, 1, "a");
    }
    EXPECT_EQ(count(), 0);
    {
        transaction change(db, transaction::kind::write);
        db.execute(insert_row, 1, "a");
        change.commit();
    }
    EXPECT_EQ(count(), 1);
}

TEST_F(connection_test, a_reader_sees_one_state_however_much_is_written_meanwhile) {
    connection reader(file, {.read_only = true});
    transaction snapshot(reader, transaction::kind::read);
    auto const seen = [&] {
        auto found = reader.query(count_rows);
        return found.next() ? found.get<int>(0) : -1;
    };
    EXPECT_EQ(seen(), 0);
    db.execute(insert_row, 1, "a");
    EXPECT_EQ(seen(), 0);
    snapshot.commit();
    EXPECT_EQ(seen(), 1);
    EXPECT_THROW(reader.execute(insert_row, 2, "b"), unavailable);
}

TEST_F(connection_test, is_set_up_for_durability_and_concurrent_readers) {
    static constexpr statement journal = "PRAGMA journal_mode";
    static constexpr statement level = "PRAGMA synchronous";
    static constexpr statement keys = "PRAGMA foreign_keys";
    EXPECT_EQ(pragma(journal), "wal");
    EXPECT_EQ(pragma(keys), "1");
    EXPECT_EQ(pragma(level), "0");

    connection durable(folder.path() / "other.db");
    auto found = durable.query(level);
    ASSERT_TRUE(found.next());
    EXPECT_EQ(found.get<int>(0), 2) << "full unless something else is asked for";
}

TEST_F(connection_test, a_full_disk_is_unavailable_and_undoes_the_statement) {
    support::faulty_vfs disk(1);
    connection full(folder.path() / "full.db", {.vfs = disk.name()});
    full.run_script("CREATE TABLE things (id INTEGER PRIMARY KEY, value UNIQUE)");

    disk.fail(support::faulty_vfs::operation::write, 1, support::faulty_vfs::failure::disk_full,
              support::faulty_vfs::duration::lasting);
    EXPECT_THROW(full.execute(insert_row, 1, "lost"), unavailable);
    disk.heal();
    full.execute(insert_row, 2, "kept");

    auto found = full.query(count_rows);
    ASSERT_TRUE(found.next());
    EXPECT_EQ(found.get<int>(0), 1);
}

TEST_F(connection_test, what_is_no_database_is_refused) {
    auto const path = folder.path() / "text.db";
    std::unique_ptr<FILE, int (*)(FILE*)> out(std::fopen(path.c_str(), "w"), std::fclose);
    for (int i = 0; i < 1000; ++i) std::fputs("this is no database ", out.get());
    out.reset();

    EXPECT_THROW(connection{path}, fault);
    EXPECT_THROW(connection(folder.path() / "missing" / "x.db"), unavailable);
}

TEST(failure_messages, name_no_path) {
    support::temporary_folder folder;
    try {
        connection nowhere(folder.path() / "missing" / "x.db");
        FAIL() << "it opened";
    } catch (unavailable const& e) {
        EXPECT_EQ(std::string(e.what()).find(folder.path().string()), std::string::npos) << e.what();
    }
}

}  // namespace
}  // namespace store
