#include "store/database.hpp"

#include "support/faulty_vfs.hpp"
#include "support/manual_clock.hpp"
#include "support/run.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <latch>
#include <thread>

namespace store {
namespace {

using core::errc;
using core::result;

constexpr statement insert_row = "INSERT INTO things (id) VALUES ($1)";
constexpr statement count_rows = "SELECT count(*) FROM things";

std::vector<migration> const schema{{1, "0001_things.sql", "CREATE TABLE things (id INTEGER PRIMARY KEY);"}};

result<int> count_in(connection& db) {
    auto found = db.query(count_rows);
    found.next();
    return found.get<int>(0);
}

auto insert(int id) {
    return [id](connection& db) -> result<int> {
        db.execute(insert_row, id);
        return id;
    };
}

class database_test : public testing::Test {
protected:
    enum class runs : std::uint8_t { once, repeatably };

    // One thread holds the writer back until everything that is to share the next commit has queued up.
    class held_writer {
    public:
        explicit held_writer(database& db) : thread_([this, &db] { run(db); }) { entered_.wait(); }
        void let_go() { leave_.count_down(); }

    private:
        void run(database& db) {
            auto wait = [this](connection&) -> result<void> {
                entered_.count_down();
                leave_.wait();
                return {};
            };
            (void)db.write_now(wait);
        }

        std::latch entered_{1}, leave_{1};
        std::jthread thread_;
    };

    database_options options(synchronous level = synchronous::off) {
        return {.file = folder.path() / "test.db", .sync = level, .vfs = disk.name()};
    }
    int count(database& db) { return db.read_now(count_in).value(); }

    // Runs one coroutine for each of `writes` on one loop; they queue up behind a held writer, so they share a commit.
    template <class F>
    std::vector<result<int>> write_together(database& db, std::vector<F> writes, runs how = runs::once) {
        std::vector<result<int>> out(writes.size(), errc::internal);
        boost::asio::io_context io;
        held_writer held(db);
        for (std::size_t i = 0; i < writes.size(); ++i) {
            auto const keep = [&out, i](std::exception_ptr failure, result<int> one) {
                EXPECT_FALSE(failure);
                out[i] = std::move(one);
            };
            auto& one = writes[i];
            boost::asio::co_spawn(
                io, how == runs::once ? db.write(std::move(one)) : db.write_repeatable(std::move(one)), keep);
        }
        io.poll();
        held.let_go();
        io.run();
        return out;
    }

    support::temporary_folder folder;
    support::faulty_vfs disk{1};
    support::manual_clock clock;
};

TEST_F(database_test, a_write_returns_what_its_function_returned_and_is_seen_by_reads) {
    database db(options(), schema, clock.now());

    EXPECT_EQ(support::run(db.write(insert(7))).value(), 7);
    EXPECT_EQ(support::run(db.read(count_in)).value(), 1);
}

TEST_F(database_test, an_error_undoes_the_changes_of_its_own_write_only) {
    database db(options(), schema, clock.now());
    using write = std::function<result<int>(connection&)>;
    auto refused = [](connection& c) -> result<int> {
        c.execute(insert_row, 2);
        return core::error(errc::not_found, "no");
    };

    auto const out = write_together(db, std::vector<write>{insert(1), refused, insert(3)});

    EXPECT_EQ(out[0].value(), 1);
    EXPECT_EQ(out[1].error().code, errc::not_found);
    EXPECT_EQ(out[2].value(), 3);
    EXPECT_EQ(count(db), 2);
}

TEST_F(database_test, a_broken_constraint_is_a_conflict_for_its_own_write_only) {
    database db(options(), schema, clock.now());

    auto const out = write_together(db, std::vector{insert(1), insert(1), insert(2)});

    EXPECT_EQ(out[0].value(), 1);
    EXPECT_EQ(out[1].error().code, errc::conflict);
    EXPECT_EQ(out[2].value(), 2);
    EXPECT_EQ(count(db), 2);
}

TEST_F(database_test, of_writes_that_may_run_again_too_each_is_undone_alone) {
    database db(options(), schema, clock.now());
    using write = std::function<result<int>(connection&)>;
    auto refused = [](connection& c) -> result<int> {
        c.execute(insert_row, 2);
        return core::error(errc::not_found, "no");
    };

    auto const out = write_together(db, std::vector<write>{insert(1), refused, insert(3), insert(3)}, runs::repeatably);

    EXPECT_EQ(out[0].value(), 1);
    EXPECT_EQ(out[1].error().code, errc::not_found);
    EXPECT_EQ(out[2].value(), 3);
    EXPECT_EQ(out[3].error().code, errc::conflict);
    EXPECT_EQ(count(db), 2);
}

TEST_F(database_test, writes_run_again_only_where_something_is_to_be_undone) {
    database db(options(), schema, clock.now());
    int calls = 0;
    auto write = [&calls](connection& c) -> result<int> {
        if (++calls == 2) return core::error(errc::rate_limited, "before anything was changed");
        c.execute(insert_row, calls);
        return calls;
    };

    auto const out = write_together(db, std::vector{write, write, write}, runs::repeatably);

    EXPECT_EQ(calls, 3);
    EXPECT_EQ(out[1].error().code, errc::rate_limited);
    EXPECT_EQ(count(db), 2);
}

TEST_F(database_test, what_a_write_throws_reaches_its_caller_and_undoes_it) {
    database db(options(), schema, clock.now());
    auto broken = [](connection& c) -> result<int> {
        c.execute(insert_row, 1);
        throw std::domain_error("a bug");
    };

    EXPECT_THROW(support::run(db.write(broken)), std::domain_error);
    EXPECT_THROW(support::run(db.read([](connection&) -> result<int> { throw std::domain_error("a bug"); })),
                 std::domain_error);
    EXPECT_EQ(count(db), 0);
}

TEST_F(database_test, writes_that_wait_together_share_one_commit) {
    database db(options(synchronous::full), schema, clock.now());
    std::vector<decltype(insert(0))> writes;
    for (int i = 0; i < 100; ++i) writes.push_back(insert(i));

    auto const before = disk.operations();
    auto const out = write_together(db, writes);

    for (int i = 0; i < 100; ++i) EXPECT_EQ(out[i].value(), i);
    EXPECT_LT(disk.operations() - before, 20u);
}

TEST_F(database_test, a_failed_commit_fails_every_write_of_the_group_and_stores_none) {
    for (auto const what : {support::faulty_vfs::operation::write, support::faulty_vfs::operation::sync}) {
        support::temporary_folder own;
        database db({.file = own.path() / "x.db", .vfs = disk.name()}, schema, clock.now());
        ASSERT_TRUE(db.write_now(insert(1)));

        disk.fail(what, 1, support::faulty_vfs::failure::disk_full, support::faulty_vfs::duration::lasting);
        auto const out = write_together(db, std::vector{insert(2), insert(2), insert(3)});
        for (auto const& one : out) {
            EXPECT_EQ(one.error().code, errc::unavailable);
            EXPECT_TRUE(one.error().retryable);
        }
        EXPECT_EQ(count(db), 1);

        disk.heal();
        EXPECT_TRUE(db.write_now(insert(4)));
        EXPECT_EQ(count(db), 2);
    }
}

TEST_F(database_test, a_disk_that_fails_at_any_point_of_a_commit_acknowledges_nothing_it_loses) {
    using support::faulty_vfs;
    for (auto const what : {faulty_vfs::operation::write, faulty_vfs::operation::sync}) {
        for (auto const how : {faulty_vfs::failure::disk_full, faulty_vfs::failure::io_error}) {
            for (std::uint64_t nth = 1; nth <= 12; ++nth) {
                SCOPED_TRACE(nth);
                support::temporary_folder own;
                auto const file = own.path() / "x.db";
                int acknowledged = 0;
                {
                    database db({.file = file, .vfs = disk.name()}, schema, clock.now());
                    disk.fail(what, nth, how, faulty_vfs::duration::once);
                    for (int i = 0; i < 8; ++i)
                        if (db.write_now(insert(i))) ++acknowledged;
                    disk.heal();
                    EXPECT_EQ(count(db), acknowledged);
                }
                connection after(file, {.sync = synchronous::off});
                EXPECT_EQ(count_in(after).value(), acknowledged);
            }
        }
    }
}

TEST_F(database_test, a_database_locked_by_another_process_is_unavailable) {
    database db(options(), schema, clock.now());
    connection other(folder.path() / "test.db", {.vfs = disk.name()});
    auto impatient = [](connection& c) -> result<int> {
        c.run_script("PRAGMA busy_timeout = 1");
        return 0;
    };
    ASSERT_TRUE(db.write_now(impatient));

    transaction lock(other, transaction::kind::write);
    EXPECT_EQ(db.write_now(insert(1)).error().code, errc::unavailable);
    EXPECT_EQ(count(db), 0) << "reads go on";
    lock.commit();
    EXPECT_TRUE(db.write_now(insert(1)));
}

TEST_F(database_test, a_full_queue_refuses_instead_of_growing) {
    auto few = options();
    few.write_queue_max = 3;
    database db(few, schema, clock.now());

    auto const out = write_together(db, std::vector{insert(1), insert(2), insert(3), insert(4), insert(5)});

    EXPECT_TRUE(out[0] && out[1] && out[2]);
    EXPECT_EQ(out[3].error().code, errc::unavailable);
    EXPECT_EQ(out[4].error().code, errc::unavailable);
    EXPECT_EQ(count(db), 3);
}

TEST_F(database_test, a_long_queue_is_committed_in_several_groups) {
    auto small = options();
    small.write_group_max = 4;
    database db(small, schema, clock.now());
    std::vector<decltype(insert(0))> writes;
    for (int i = 0; i < 10; ++i) writes.push_back(insert(i));

    for (auto const& one : write_together(db, writes)) EXPECT_TRUE(one);
    EXPECT_EQ(count(db), 10);
}

core::task<> write_and_read(database& db, int first) {
    auto const here = std::this_thread::get_id();
    for (int i = 0; i < 25; ++i) {
        EXPECT_TRUE(co_await db.write(insert(first + i)));
        EXPECT_EQ(std::this_thread::get_id(), here);
        EXPECT_TRUE(co_await db.read(count_in));
        EXPECT_EQ(std::this_thread::get_id(), here);
    }
}

TEST_F(database_test, callers_on_different_loops_each_resume_on_their_own) {
    database db(options(), schema, clock.now());
    std::vector<std::jthread> loops;
    for (int loop = 0; loop < 4; ++loop)
        loops.emplace_back([&db, loop] { support::run(write_and_read(db, loop * 100)); });
    loops.clear();
    EXPECT_EQ(count(db), 100);
}

TEST_F(database_test, reads_go_on_while_a_write_is_under_way) {
    database db(options(), schema, clock.now());
    held_writer held(db);

    EXPECT_EQ(count(db), 0);
    EXPECT_EQ(support::run(db.read(count_in)).value(), 0);
    held.let_go();
}

TEST_F(database_test, a_read_sees_one_state_of_the_database) {
    database db(options(), schema, clock.now());
    auto twice = [&db](connection& c) -> result<int> {
        auto const before = count_in(c).value();
        EXPECT_TRUE(db.write_now(insert(1)));
        return count_in(c).value() - before;
    };
    EXPECT_EQ(db.read_now(twice).value(), 0);
    EXPECT_EQ(count(db), 1);
}

TEST_F(database_test, writes_that_were_taken_are_done_before_it_closes) {
    auto const file = folder.path() / "test.db";
    boost::asio::io_context io;
    {
        database db(options(), schema, clock.now());
        boost::asio::co_spawn(io, db.write(insert(1)), [](std::exception_ptr, result<int>) {});
        io.poll();
    }
    connection after(file, {.vfs = disk.name()});
    EXPECT_EQ(count_in(after).value(), 1);
}

TEST_F(database_test, opens_with_the_product_schema) {
    database db({.file = folder.path() / "parlance.db", .sync = synchronous::off}, clock);
    static constexpr statement users = "SELECT count(*) FROM users";
    auto read = [](connection& c) -> result<int> {
        auto found = c.query(users);
        found.next();
        return found.get<int>(0);
    };
    EXPECT_EQ(db.read_now(read).value(), 1) << "the local user";
}

}  // namespace
}  // namespace store
