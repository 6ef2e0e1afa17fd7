#include "store/sqlite/connection.hpp"
#include "support/scripted_server.hpp"

#include <boost/json/object.hpp>
#include <gtest/gtest.h>

#include <future>
#include <set>

// A POST that is repeated with the same Idempotency-Key happens once.

namespace {

using support::question;

struct idempotency : testing::Test, support::scripted_server {
    idempotency() {
        upstream.answer({support::send(support::stream_head() + support::text_event("once") + support::finish_event() +
                                       support::done_event())});
    }

    std::size_t conversations() const {
        return std::size_t(client.get("/api/v1/conversations").body.at("pagination").at("total").as_int64());
    }
    std::size_t completions() const {
        std::size_t n = 0;
        for (auto const& request : upstream.requests()) n += request.body.find("\"stream\":true") != std::string::npos;
        return n;
    }
};

support::extra_fields with_key(std::string key) { return {{"Idempotency-Key", std::move(key)}}; }

TEST_F(idempotency, S_17_a_repeated_question_gets_the_first_turn_and_asks_the_model_once) {
    auto const first = client.post("/api/v1/chat", question("hello"), with_key("k1"));
    auto const again = client.post("/api/v1/chat", question("hello"), with_key("k1"));

    ASSERT_EQ(first.status, 200) << first.text;
    EXPECT_EQ(again.status, 200);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(completions(), 1);
}

TEST_F(idempotency, S_17_a_repeated_stream_gets_the_same_events) {
    auto first = client.ask(question("hello"), with_key("k1"));
    auto const events = first.rest();
    auto again = client.ask(question("hello"), with_key("k1"));

    EXPECT_EQ(again.rest(), events);
    EXPECT_EQ(again.field("x-turn-id"), first.field("x-turn-id"));
    EXPECT_EQ(completions(), 1);
}

TEST_F(idempotency, S_17_another_body_under_the_same_key_is_refused) {
    client.post("/api/v1/chat", question("hello"), with_key("k1"));

    auto const other = client.post("/api/v1/chat", question("other"), with_key("k1"));

    EXPECT_EQ(other.status, 422);
    EXPECT_EQ(other.error_code(), "IDEMPOTENCY_MISMATCH");
    EXPECT_EQ(completions(), 1);
}

TEST_F(idempotency, equal_questions_at_the_same_time_are_one_turn) {
    std::vector<std::future<support::api_reply>> replies;
    for (int i = 0; i < 8; ++i)
        replies.push_back(std::async(std::launch::async, [this] {
            return client.post("/api/v1/chat", question("hello"), with_key("k1"));
        }));

    std::set<std::string> turns;
    for (auto& each : replies) turns.insert(each.get().string("turn_id"));

    EXPECT_EQ(turns.size(), 1);
    EXPECT_FALSE(turns.contains(""));
    EXPECT_EQ(completions(), 1);
    EXPECT_EQ(conversations(), 1);
}

TEST_F(idempotency, a_repeated_conversation_is_made_once) {
    auto const first = client.post("/api/v1/conversations", R"({"title":"a"})", with_key("k2"));
    auto const again = client.post("/api/v1/conversations", R"({"title":"a"})", with_key("k2"));
    auto const other = client.post("/api/v1/conversations", R"({"title":"b"})", with_key("k2"));

    EXPECT_EQ(first.status, 201);
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.text, first.text);
    EXPECT_EQ(other.status, 422);
    EXPECT_EQ(conversations(), 1);
}

TEST_F(idempotency, a_refused_request_does_not_use_up_its_key) {
    auto const refused = client.post("/api/v1/chat", R"({"message":"hi","temperature":9})", with_key("k3"));
    auto const corrected = client.post("/api/v1/chat", question("hi"), with_key("k3"));

    EXPECT_EQ(refused.status, 400);
    EXPECT_EQ(corrected.status, 200) << corrected.text;
}

TEST_F(idempotency, a_key_holds_for_one_route_only) {
    EXPECT_EQ(client.post("/api/v1/chat", question("hello"), with_key("k4")).status, 200);
    EXPECT_EQ(client.post("/api/v1/conversations", R"({"title":"a"})", with_key("k4")).status, 201);
}

TEST_F(idempotency, a_key_survives_a_restart) {
    auto const first = client.post("/api/v1/chat", question("hello"), with_key("k5"));
    server.stop();
    server.start();

    auto const again = client.post("/api/v1/chat", question("hello"), with_key("k5"));

    EXPECT_EQ(again.string("turn_id"), first.string("turn_id"));
    EXPECT_EQ(completions(), 1);
}

TEST_F(idempotency, a_request_that_died_with_its_process_can_be_repeated) {
    client.post("/api/v1/conversations", R"({"title":"a"})", with_key("k6"));
    server.abandon();
    store::connection(server.folder() / "data" / "parlance.db").run_script("UPDATE idempotency_keys SET status = 0");
    server.start();

    auto const again = server.client().post("/api/v1/conversations", R"({"title":"a"})", with_key("k6"));

    EXPECT_EQ(again.status, 201) << again.text;
}

TEST(idempotency_retention, is_as_long_as_configured) {
    support::test_application server([](core::settings& settings) {
        settings.chat.idempotency_retention = std::chrono::milliseconds(-1000);   // over as soon as it begins
    });
    auto const first = server.client().post("/api/v1/conversations", "{}", with_key("k"));
    auto const second = server.client().post("/api/v1/conversations", "{}", with_key("k"));

    EXPECT_NE(first.string("id"), second.string("id"));
}

TEST_F(idempotency, an_empty_or_endless_key_is_refused) {
    EXPECT_EQ(client.post("/api/v1/chat", question("x"), with_key("\"\"")).status, 400);
    EXPECT_EQ(client.post("/api/v1/conversations", "{}", with_key(std::string(256, 'k'))).status, 400);
}

}  // namespace
