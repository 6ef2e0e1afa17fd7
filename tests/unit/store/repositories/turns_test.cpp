#include "store/repositories/turns.hpp"

#include "repository_test.hpp"

namespace store {
namespace {

using namespace std::chrono_literals;

class turns_test : public repository_test {
protected:
    turn_row make_turn(std::string id, std::string conversation = {}) {
        now += 1ms;
        turn_row row{
            .id = std::move(id), .user_id = owner, .conversation_id = std::move(conversation), .created_at = now};
        turns::insert(db, row);
        return row;
    }
};

TEST_F(turns_test, a_row_comes_back_as_it_was_stored_and_only_to_its_owner) {
    turn_row const row{.id = "t",
                       .user_id = owner,
                       .conversation_id = "c",
                       .user_message_id = "u",
                       .message_id = "m",
                       .state = turn_state::done,
                       .request = R"({"message":"hi"})",
                       .principal = R"({"user_id":"x"})",
                       .provider = "demo",
                       .model = "demo",
                       .attempt = 2,
                       .created_at = now,
                       .ended_at = now + 1s,
                       .finish_reason = "stop",
                       .error_code = "e"};
    turns::insert(db, row);

    EXPECT_EQ(turns::find(db, "t", owner), row);
    EXPECT_FALSE(turns::find(db, "t", stranger));
}

TEST_F(turns_test, a_turn_ends_once) {
    make_turn("t");

    EXPECT_TRUE(turns::finish(db, "t", {.ended_at = now + 1s, .finish_reason = "stop", .provider = "p", .model = "m"}));
    EXPECT_FALSE(turns::finish(db, "t", {.ended_at = now + 2s, .finish_reason = "error"}));
    EXPECT_EQ(turns::next_attempt(db, "t"), 0);

    auto const row = turns::find(db, "t", owner);
    EXPECT_EQ(row->state, turn_state::done);
    EXPECT_EQ(row->finish_reason, "stop");
    EXPECT_EQ(row->ended_at, now + 1s);
    EXPECT_EQ(row->model, "m");
}

TEST_F(turns_test, what_runs_is_listed_oldest_first_and_counted_up_to_a_bound) {
    make_turn("b");
    make_turn("a");
    make_turn("ended");
    turns::finish(db, "ended", {.finish_reason = "stop"});

    auto const running = turns::running(db);
    ASSERT_EQ(running.size(), 2u);
    EXPECT_EQ(running[0].id, "b");
    EXPECT_EQ(running[1].id, "a");
    EXPECT_EQ(turns::running_count(db, owner, 50), 2);
    EXPECT_EQ(turns::running_count(db, owner, 1), 1);
    EXPECT_EQ(turns::running_count(db, stranger, 50), 0);
}

TEST_F(turns_test, the_active_turn_of_a_conversation_is_its_newest_that_runs) {
    make_turn("first", "c");
    make_turn("second", "c");
    make_turn("elsewhere", "d");

    EXPECT_EQ(turns::active_of(db, "c", owner), "second");
    turns::finish(db, "second", {.finish_reason = "stop"});
    EXPECT_EQ(turns::active_of(db, "c", owner), "first");
    EXPECT_EQ(turns::active_of(db, "c", stranger), "");
}

TEST_F(turns_test, attempts_are_counted) {
    make_turn("t");

    EXPECT_EQ(turns::next_attempt(db, "t"), 2);
    EXPECT_EQ(turns::next_attempt(db, "t"), 3);
    EXPECT_EQ(turns::find(db, "t", owner)->attempt, 3);
}

TEST_F(turns_test, finding_what_runs_reads_no_ended_turn) {
    for (char const* query :
         {"SELECT id FROM turns WHERE state = 'running'",
          "SELECT 1 FROM turns WHERE user_id = 'u' AND state = 'running'",
          "SELECT id FROM turns WHERE user_id = 'u' AND conversation_id = 'c' AND state = 'running'"}) {
        sqlite3_stmt* plan = nullptr;
        auto const explain = std::string("EXPLAIN QUERY PLAN ") + query;
        ASSERT_EQ(sqlite3_prepare_v2(db.handle(), explain.c_str(), -1, &plan, nullptr), SQLITE_OK);
        ASSERT_EQ(sqlite3_step(plan), SQLITE_ROW);
        EXPECT_NE(std::string(reinterpret_cast<char const*>(sqlite3_column_text(plan, 3))).find("turns_running"),
                  std::string::npos)
            << query;
        sqlite3_finalize(plan);
    }
}

}  // namespace
}  // namespace store
