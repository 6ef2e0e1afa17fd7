#include "support/test_application.hpp"

#include <boost/json/object.hpp>
#include <gtest/gtest.h>

#include <future>

// A turn belongs to the server: readers come, go, and come back.

namespace {

using support::question;

constexpr auto slow = "demo:tokens=60,delay_ms=10,seed=2";
constexpr auto endless = "demo:tokens=100000,delay_ms=10,seed=3";

struct resume : testing::Test {
    support::test_application server;
    support::api_client const& client = server.client();
};

TEST_F(resume, behind_every_event_of_an_ended_turn_gives_the_rest) {
    auto stream = client.ask(question("hello", "demo:tokens=12,delay_ms=5,seed=1"));
    auto const all = stream.rest();

    for (std::size_t seen = 0; seen < all.size(); ++seen) {
        SCOPED_TRACE(seen);
        auto const rest = client.follow(stream.field("x-turn-id"), seen).rest();
        EXPECT_EQ(rest, std::vector(all.begin() + std::ptrdiff_t(seen), all.end()));
    }
}

TEST_F(resume, behind_the_last_event_ends_at_once) {
    auto stream = client.ask(question("hello", "demo:tokens=5"));
    auto const all = stream.rest();

    auto again = client.follow(stream.field("x-turn-id"), all.size());

    EXPECT_EQ(again.status(), 200);
    EXPECT_TRUE(again.rest().empty());
    EXPECT_TRUE(again.ended_well());
}

TEST_F(resume, takes_the_position_from_the_query_too) {
    auto stream = client.ask(question("hello", "demo:tokens=5"));
    auto const all = stream.rest();

    support::event_source again(client.port(), "GET /api/v1/chat/streams/" + stream.field("x-turn-id") +
                                                   "?after=2 HTTP/1.1\r\nHost: localhost\r\n\r\n");

    EXPECT_EQ(again.rest(), std::vector(all.begin() + 2, all.end()));
}

TEST_F(resume, in_the_middle_of_an_answer_goes_on_without_gap_or_repetition) {
    auto stream = client.ask(question("hello", slow));
    auto seen = stream.take(3);
    stream.close();

    auto const rest = client.follow(stream.field("x-turn-id"), seen.back().sequence()).rest();
    seen.insert(seen.end(), rest.begin(), rest.end());

    EXPECT_EQ(support::what_is_wrong_with(seen), "");
    EXPECT_EQ(support::shown_text(seen),
              client.get("/api/v1/messages/" + stream.field("x-message-id")).string("content"));
}

TEST_F(resume, S_06_all_readers_of_one_turn_see_the_same) {
    auto stream = client.ask(question("hello", slow));
    auto const turn = stream.field("x-turn-id");
    auto follow = [this, turn] { return client.follow(turn).rest(); };
    auto second = std::async(std::launch::async, follow);
    auto third = std::async(std::launch::async, follow);

    auto const first = stream.rest();

    EXPECT_EQ(support::what_is_wrong_with(first), "");
    EXPECT_EQ(second.get(), first);
    EXPECT_EQ(third.get(), first);
}

TEST_F(resume, S_04_a_turn_goes_on_when_its_client_leaves) {
    auto stream = client.ask(question("hello", slow));
    stream.take(2);
    stream.close();

    auto const events = client.follow(stream.field("x-turn-id")).rest();

    EXPECT_EQ(support::what_is_wrong_with(events), "");
    EXPECT_EQ(events.back().json().at("finish_reason"), "stop");
    auto const stored = client.get("/api/v1/conversations/" + stream.field("x-conversation-id") + "/messages");
    EXPECT_EQ(stored.body.at("total").as_int64(), 2) << "one question and one answer, stored once";
}

TEST_F(resume, finds_the_running_turn_by_its_conversation) {
    auto stream = client.ask(question("hello", endless));

    auto const conversation = client.get("/api/v1/conversations/" + stream.field("x-conversation-id"));

    EXPECT_EQ(conversation.string("active_turn_id"), stream.field("x-turn-id"));
}

TEST_F(resume, S_04_cancelling_keeps_the_text_and_ends_every_reader) {
    auto stream = client.ask(question("hello", endless));
    auto seen = stream.take(5);

    auto const turn = client.post("/api/v1/chat/streams/" + stream.field("x-turn-id") + "/cancel");

    auto const rest = stream.rest();
    seen.insert(seen.end(), rest.begin(), rest.end());
    EXPECT_EQ(support::what_is_wrong_with(seen), "");
    EXPECT_EQ(seen.back().name, "complete");
    EXPECT_EQ(seen.back().json().at("finish_reason"), "cancelled");
    EXPECT_EQ(turn.string("state"), "done");
    EXPECT_EQ(turn.string("finish_reason"), "cancelled");
    auto const stored = client.get("/api/v1/messages/" + stream.field("x-message-id"));
    EXPECT_EQ(stored.string("content"), support::shown_text(seen));
    EXPECT_FALSE(stored.string("content").empty());
    EXPECT_EQ(stored.string("finish_reason"), "cancelled");
}

TEST_F(resume, cancelling_an_ended_turn_changes_nothing) {
    auto stream = client.ask(question("hello", "demo:tokens=5"));
    stream.rest();

    auto const turn = client.post("/api/v1/chat/streams/" + stream.field("x-turn-id") + "/cancel");

    EXPECT_EQ(turn.status, 200);
    EXPECT_EQ(turn.string("finish_reason"), "stop");
}

TEST_F(resume, an_ended_turn_can_be_read_after_a_restart) {
    auto stream = client.ask(question("hello", "demo:tokens=12"));
    auto const all = stream.rest();
    server.stop();
    server.start();

    EXPECT_EQ(server.client().follow(stream.field("x-turn-id"), 4).rest(), std::vector(all.begin() + 4, all.end()));
}

}  // namespace
