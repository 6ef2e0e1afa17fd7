#include "support/fake_provider.hpp"
#include "support/test_application.hpp"

#include <boost/json/object.hpp>
#include <gtest/gtest.h>

// One question and its answer, as JSON and as a stream.

namespace {

using support::question;

constexpr auto ten_words = "demo:tokens=10,seed=1";

struct chat : testing::Test {
    support::test_application server;
    support::api_client const& client = server.client();
};

TEST_F(chat, answers_with_everything_that_the_reply_is_to_hold) {
    auto const reply = client.post("/api/v1/chat", question("hello", ten_words));

    ASSERT_EQ(reply.status, 200) << reply.text;
    auto const& body = reply.body.as_object();
    for (auto const* name : {"id", "turn_id", "conversation_id", "content", "timestamp", "model", "provider"})
        EXPECT_FALSE(reply.string(name).empty()) << name;
    EXPECT_EQ(reply.string("role"), "assistant");
    EXPECT_EQ(reply.string("finish_reason"), "stop");
    EXPECT_EQ(reply.string("level"), "full");
    EXPECT_EQ(body.at("tokens_used").at("total").as_int64(),
              body.at("tokens_used").at("prompt").as_int64() + body.at("tokens_used").at("completion").as_int64());
    EXPECT_EQ(body.at("cost_usd").to_number<double>(), 0) << "the demo has a price, and it is nothing";
    EXPECT_TRUE(body.at("sources").as_array().empty());
    EXPECT_FALSE(body.at("cached").as_bool());
}

TEST_F(chat, stores_the_question_and_the_answer) {
    auto const reply = client.post("/api/v1/chat", question("hello", ten_words));

    auto const stored = client.get("/api/v1/conversations/" + reply.string("conversation_id") + "/messages");

    auto const& messages = stored.body.at("messages").as_array();
    ASSERT_EQ(messages.size(), 2);
    EXPECT_EQ(messages[0].at("role"), "user");
    EXPECT_EQ(messages[0].at("content"), "hello");
    EXPECT_EQ(messages[1].at("id"), reply.string("id").c_str());
    EXPECT_EQ(messages[1].at("content"), reply.body.at("content"));
    EXPECT_EQ(messages[1].at("parent_id"), messages[0].at("id"));
    for (auto const* name : {"attachments", "sources", "ttft_ms", "duration_ms", "cost_usd", "error", "metadata"})
        EXPECT_TRUE(messages[1].as_object().contains(name)) << name;
}

TEST_F(chat, streams_the_text_that_it_stores) {
    auto stream = client.ask(question("hello", ten_words));
    auto const events = stream.rest();

    EXPECT_EQ(support::what_is_wrong_with(events), "");
    EXPECT_TRUE(stream.ended_well());
    EXPECT_EQ(events.back().name, "complete");
    auto const stored = client.get("/api/v1/messages/" + stream.field("x-message-id"));
    EXPECT_EQ(support::shown_text(events), stored.string("content"));
    EXPECT_EQ(stored.string("finish_reason"), "stop");
}

TEST_F(chat, names_the_turn_in_headers_in_the_first_event_and_in_the_last) {
    auto stream = client.ask(question("hello", ten_words));
    auto const events = stream.rest();

    for (auto const& data : {events.front().json(), events.back().json()}) {
        EXPECT_EQ(data.at("turn_id").as_string(), stream.field("x-turn-id"));
        EXPECT_EQ(data.at("conversation_id").as_string(), stream.field("x-conversation-id"));
        EXPECT_EQ(data.at("message_id").as_string(), stream.field("x-message-id"));
        EXPECT_FALSE(data.at("user_message_id").as_string().empty());
    }
    EXPECT_EQ(stream.field("cache-control"), "no-cache, no-transform");
    EXPECT_EQ(stream.field("x-accel-buffering"), "no");
}

TEST_F(chat, counts_the_pieces_of_text_from_zero) {
    auto stream = client.ask(question("hello", ten_words));

    std::int64_t index = 0;
    for (auto const& event : stream.rest()) {
        if (event.name == "token") {
            EXPECT_EQ(event.json().at("index").as_int64(), index++);
        }
    }
    EXPECT_GT(index, 0);
}

TEST_F(chat, reports_usage_before_the_end) {
    auto stream = client.ask(question("hello", ten_words));
    auto const events = stream.rest();

    auto const& usage = events[events.size() - 2];
    ASSERT_EQ(usage.name, "usage");
    EXPECT_EQ(usage.json().at("total"), events.back().json().at("total_tokens"));
}

TEST_F(chat, remembers_the_conversation_in_the_next_question) {
    auto const first = client.post("/api/v1/chat", question("hello", ten_words));
    auto const conversation = first.string("conversation_id");

    auto const second = client.post("/api/v1/chat", question("and more", "", conversation));

    ASSERT_EQ(second.status, 200) << second.text;
    EXPECT_EQ(second.string("conversation_id"), conversation);
    auto const seen = client.get("/api/v1/conversations/" + conversation);
    EXPECT_EQ(seen.body.at("message_count").as_int64(), 4);
    EXPECT_EQ(seen.string("head_message_id"), second.string("id"));
    EXPECT_TRUE(seen.body.at("active_turn_id").is_null());
}

TEST_F(chat, accepts_a_question_and_says_where_its_answer_will_be) {
    auto const accepted = client.post("/api/v1/chat", R"({"message":"hello","model":"demo:tokens=5","async":true})");

    ASSERT_EQ(accepted.status, 202) << accepted.text;
    EXPECT_EQ(accepted.string("status_url"), "/api/v1/turns/" + accepted.string("turn_id"));
    client.follow(accepted.string("turn_id")).rest();
    auto const turn = client.get(accepted.string("status_url"));
    EXPECT_EQ(turn.string("state"), "done");
    EXPECT_EQ(turn.string("finish_reason"), "stop");
    EXPECT_EQ(client.get("/api/v1/messages/" + turn.string("message_id")).status, 200);
}

TEST_F(chat, refuses_a_second_question_while_the_answer_is_written) {
    auto first = client.ask(question("hello", "demo:tokens=1000,delay_ms=50"));
    first.take(2);

    auto const second = client.post("/api/v1/chat", question("again", "", first.field("x-conversation-id")));

    EXPECT_EQ(second.status, 409);
    EXPECT_EQ(second.error_code(), "CONFLICT");
}

TEST_F(chat, refuses_what_this_version_does_not_have) {
    for (auto const* body : {R"({"message":"x","use_rag":true})", R"({"message":"x","agent":"a"})",
                             R"({"message":"x","collection_ids":["a"]})", R"({"message":"x","attachments":[{}]})",
                             R"({"message":"x","provider_options":{"a":1}})"}) {
        auto const reply = client.post("/api/v1/chat", body);
        EXPECT_EQ(reply.status, 400) << body;
        EXPECT_EQ(reply.error_code(), "VALIDATION_ERROR") << body;
    }
}

TEST(history, is_as_long_as_configured) {
    support::fake_provider upstream;
    upstream.answer({support::send(support::stream_head() + support::text_event("an answer") + support::finish_event() +
                                   support::done_event())});
    support::test_application server([&](core::settings& settings) {
        settings.models.provider = "openai";
        settings.models.openai_base_url = upstream.url() + "/v1";
        settings.models.default_model = "m";
        settings.chat.titles_enabled = false;
        settings.chat.max_history_turns = 1;
    });
    auto const id = server.client().post("/api/v1/chat", question("first")).string("conversation_id");
    server.client().post("/api/v1/chat", question("second", "", id));
    server.client().post("/api/v1/chat", question("third", "", id));

    auto const prompt = upstream.requests().back().body;
    EXPECT_EQ(prompt.find("first"), std::string::npos) << prompt;
    EXPECT_NE(prompt.find("third"), std::string::npos) << prompt;
}

TEST(streams_per_user, beyond_the_limit_are_refused_with_when_to_come_back) {
    support::test_application server([](auto& settings) { settings.chat.streams_per_user_max = 2; });
    auto first = server.client().ask(question("one", "demo:tokens=1000,delay_ms=50"));
    auto second = server.client().ask(question("two", "demo:tokens=1000,delay_ms=50"));

    auto const third = server.client().post("/api/v1/chat", question("three", ten_words));

    EXPECT_EQ(third.status, 429);
    EXPECT_EQ(third.error_code(), "RATE_LIMIT_EXCEEDED");
    EXPECT_TRUE(third.fields.contains("retry-after"));
    EXPECT_EQ(server.client().post("/api/v1/chat/streams/" + first.field("x-turn-id") + "/cancel").status, 200);
    EXPECT_EQ(server.client().post("/api/v1/chat", question("three", ten_words)).status, 200);
}

}  // namespace
