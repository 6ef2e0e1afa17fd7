#include "repositories/repository_test.hpp"
#include "store/repositories/turns.hpp"

namespace store {
namespace {

class opening_test : public repository_test {
protected:
    static int pages_read(connection& c) {
        int pages = 0, peak = 0;
        sqlite3_db_status(c.handle(), SQLITE_DBSTATUS_CACHE_MISS, &pages, &peak, 0);
        return pages;
    }
};

// A start may take half a second on a database of a gigabyte, so it must never walk a table.
TEST_F(opening_test, reads_a_few_pages_however_much_is_stored) {
    auto const talk = make_conversation("Long");
    db.run_script("BEGIN");
    std::string parent;
    for (int i = 0; i < 3000; ++i) {
        parent = make_message(talk.id, parent, std::string(3000, 'x')).id;
        turns::insert(db, {.id = parent, .user_id = owner, .state = turn_state::done, .created_at = now});
    }
    for (int i = 0; i < 5; ++i)
        turns::insert(db, {.id = "running " + std::to_string(i), .user_id = owner, .created_at = now});
    db.run_script("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
    ASSERT_GT(std::filesystem::file_size(folder.path() / "test.db"), 9'000'000u);

    connection again(folder.path() / "test.db", {.sync = synchronous::off});
    migrate(again, embedded_migrations(dialect::sqlite), now);
    auto const unfinished = turns::running(again);

    EXPECT_EQ(unfinished.size(), 5u);
    EXPECT_LT(pages_read(again), 40);
}

}  // namespace
}  // namespace store
