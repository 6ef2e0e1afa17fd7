// The power-cut simulation itself: it must lose what was not synced and keep what was, or the tests that stand on it
// would prove nothing.

#include "store/sqlite/connection.hpp"
#include "store/sqlite/transaction.hpp"
#include "support/faulty_vfs.hpp"
#include "support/faulty_vfs_file.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

namespace store {
namespace {

constexpr statement insert_row = "INSERT INTO rows (number, text) VALUES ($1, $2)";
constexpr statement count_rows = "SELECT count(*), coalesce(max(number), 0) FROM rows";
constexpr statement check = "PRAGMA integrity_check";

struct outcome {
    std::int64_t acknowledged = 0;
    std::int64_t kept = 0;
    bool dense = false;     // rows 1..kept, none missing in between
    std::string integrity;
};

// Commits one row after the other until the power is cut in the middle of something, then looks at what is left.
outcome commit_until_cut(std::uint64_t seed, synchronous level) {
    support::temporary_folder folder;
    auto const file = folder.path() / "cut.db";
    outcome out;
    {
        connection setup(file, {.sync = synchronous::off});
        setup.run_script("CREATE TABLE rows (number INTEGER PRIMARY KEY, text TEXT)");
    }
    {
        support::faulty_vfs disk(seed);
        connection db(file, {.sync = level, .vfs = disk.name(), .cache_kib = 64});
        db.run_script("PRAGMA wal_autocheckpoint = 20");
        disk.cut_after(1 + seed * 7919 % 400);
        try {
            for (std::int64_t number = 1;; ++number) {
                db.execute(insert_row, number, std::string(1 + seed * 31 % 3000, 'x'));
                out.acknowledged = number;
            }
        } catch (unavailable const&) {}
        EXPECT_TRUE(disk.is_cut());
    }
    connection db(file, {.sync = synchronous::off});
    auto counted = db.query(count_rows);
    counted.next();
    out.kept = counted.get<std::int64_t>(0);
    out.dense = counted.get<std::int64_t>(1) == out.kept;
    auto checked = db.query(check);
    checked.next();
    out.integrity = checked.get<std::string>(0);
    return out;
}

TEST(power_cut, loses_no_acknowledged_commit_with_synchronous_full) {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        SCOPED_TRACE(seed);
        auto const out = commit_until_cut(seed, synchronous::full);

        EXPECT_GE(out.kept, out.acknowledged);
        EXPECT_LE(out.kept, out.acknowledged + 1) << "at most the commit that was under way";
        EXPECT_TRUE(out.dense);
        EXPECT_EQ(out.integrity, "ok");
    }
}

TEST(power_cut, loses_acknowledged_commits_but_no_integrity_with_synchronous_normal) {
    int lost = 0;
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        SCOPED_TRACE(seed);
        auto const out = commit_until_cut(seed, synchronous::normal);

        if (out.kept < out.acknowledged) ++lost;
        EXPECT_TRUE(out.dense);
        EXPECT_EQ(out.integrity, "ok");
    }
    EXPECT_GT(lost, 12);
}

TEST(power_cut, damages_a_database_that_never_syncs) {
    int damaged = 0;
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        try {
            if (commit_until_cut(seed, synchronous::off).integrity != "ok") ++damaged;
        } catch (fault const&) {
            ++damaged;
        }
    }
    EXPECT_GT(damaged, 0);
}

TEST(power_cut, leaves_nothing_of_a_transaction_that_was_never_committed) {
    support::temporary_folder folder;
    auto const file = folder.path() / "cut.db";
    {
        support::faulty_vfs disk(1);
        connection db(file, {.vfs = disk.name(), .cache_kib = 16});
        db.run_script("CREATE TABLE rows (number INTEGER PRIMARY KEY, text TEXT)");
        transaction open(db, transaction::kind::write);
        for (std::int64_t number = 1; number <= 500; ++number)
            db.execute(insert_row, number, std::string(1000, 'x'));   // far more than the cache holds
        disk.cut();
    }

    connection db(file, {.sync = synchronous::off});
    auto counted = db.query(count_rows);
    ASSERT_TRUE(counted.next());
    EXPECT_EQ(counted.get<std::int64_t>(0), 0);
}

TEST(power_cut, lets_a_closed_database_be_read_by_others) {
    support::temporary_folder folder;
    auto const file = folder.path() / "closed.db";
    {
        support::faulty_vfs disk(1);
        connection db(file, {.vfs = disk.name()});
        db.run_script("CREATE TABLE rows (number INTEGER PRIMARY KEY, text TEXT)");
        db.execute(insert_row, 1, "kept");
    }

    connection db(file, {.sync = synchronous::off});
    auto counted = db.query(count_rows);
    ASSERT_TRUE(counted.next());
    EXPECT_EQ(counted.get<std::int64_t>(0), 1);
}

TEST(power_cut, survivors_keep_what_was_synced_and_tear_only_at_sectors) {
    std::mt19937_64 random(7);
    std::string const old(8192, 'o');
    bool lost = false, kept = false, torn = false;
    for (int i = 0; i < 200; ++i) {
        support::faulty_vfs_file file(old);
        file.write(0, std::string(512, 's'));
        file.sync();
        file.write(1024, std::string(4096, 'n'));

        auto const left = file.survivors(random);

        ASSERT_EQ(left.size(), old.size());
        EXPECT_EQ(left.substr(0, 512), std::string(512, 's'));
        EXPECT_EQ(left.substr(512, 512), std::string(512, 'o'));
        EXPECT_EQ(left.substr(5120), std::string(3072, 'o'));
        int written = 0;
        for (std::size_t at = 1024; at < 5120; at += 512) {
            auto const sector = left.substr(at, 512);
            EXPECT_TRUE(sector == std::string(512, 'n') || sector == std::string(512, 'o')) << at;
            written += sector[0] == 'n';
        }
        lost |= written == 0;
        kept |= written == 8;
        torn |= written != 0 && written != 8;
    }
    EXPECT_TRUE(lost && kept && torn);
}

TEST(power_cut, a_file_shortened_without_a_sync_may_keep_its_length) {
    std::mt19937_64 random(7);
    bool kept = false, cut = false;
    for (int i = 0; i < 50; ++i) {
        support::faulty_vfs_file file(std::string(100, 'x'));
        file.truncate(10);
        auto const size = file.survivors(random).size();
        kept |= size == 100;
        cut |= size == 10;
    }
    EXPECT_TRUE(kept && cut);
}

}  // namespace
}  // namespace store
