#include "support/api_socket.hpp"
#include "support/test_application.hpp"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

// What a page does over its one WebSocket.

namespace {

namespace json = boost::json;
using support::question;

struct socket : testing::Test {
    support::test_application server;
    support::api_client const& client = server.client();
    support::api_socket page{client.port()};

    static std::string text(json::object const& from, char const* name) {
        return std::string(from.at(name).as_string());
    }
    json::object ask(json::object request, char const* ref = "r1") {
        page.send({{"type", "send"}, {"ref", ref}, {"request", std::move(request)}});
        return page.next("sent");
    }
};

TEST_F(socket, sends_a_question_and_follows_its_answer) {
    auto const sent = ask({{"message", "hello"}, {"model", "demo:tokens=10"}});

    EXPECT_EQ(text(sent, "ref"), "r1");
    auto const events = page.events_of(text(sent, "turn_id"));
    EXPECT_EQ(support::what_is_wrong_with(events), "");
    EXPECT_EQ(support::shown_text(events),
              client.get("/api/v1/messages/" + text(sent, "message_id")).string("content"));
}

TEST_F(socket, gives_the_events_that_a_stream_gives) {
    auto stream = client.ask(question("hello", "demo:tokens=10"));
    auto const streamed = stream.rest();

    page.send({{"type", "subscribe"}, {"turn_id", stream.field("x-turn-id")}});

    auto const events = page.events_of(stream.field("x-turn-id"));
    ASSERT_EQ(events.size(), streamed.size());
    for (std::size_t i = 0; i < events.size(); ++i) {
        EXPECT_EQ(events[i].id, streamed[i].id);
        EXPECT_EQ(events[i].name, streamed[i].name);
        EXPECT_EQ(events[i].json(), streamed[i].json());
    }
}

TEST_F(socket, resumes_behind_a_sequence_number) {
    auto stream = client.ask(question("hello", "demo:tokens=20,delay_ms=5"));
    auto const turn = stream.field("x-turn-id");
    stream.rest();

    page.send({{"type", "subscribe"}, {"turn_id", turn}, {"after", 2}});

    EXPECT_EQ(support::what_is_wrong_with(page.events_of(turn), 2), "");
}

TEST_F(socket, refuses_to_resume_ahead_of_the_log) {
    auto stream = client.ask(question("hello", "demo:tokens=3"));
    stream.rest();

    page.send({{"type", "subscribe"}, {"turn_id", stream.field("x-turn-id")}, {"after", 1000}});

    auto const failed = page.next("failed");
    EXPECT_EQ(failed.at("error").at("code"), "AHEAD_OF_LOG");
    EXPECT_EQ(text(failed, "turn_id"), stream.field("x-turn-id"));
}

TEST_F(socket, cancels_a_turn) {
    auto const sent = ask({{"message", "hello"}, {"model", "demo:tokens=100000,delay_ms=10"}});
    page.next("event");

    page.send({{"type", "cancel"}, {"turn_id", text(sent, "turn_id")}});

    auto const events = page.events_of(text(sent, "turn_id"));
    EXPECT_EQ(events.back().json().at("finish_reason"), "cancelled");
}

TEST_F(socket, sends_once_under_one_key) {
    json::object const message{{"type", "send"},
                               {"ref", "a"},
                               {"idempotency_key", "k"},
                               {"request", {{"message", "hello"}, {"model", "demo:tokens=3"}}}};
    page.send(message);
    auto const first = page.next("sent");
    page.send(message);

    EXPECT_EQ(page.next("sent").at("turn_id"), first.at("turn_id"));
}

TEST_F(socket, answers_a_ping) {
    page.send({{"type", "ping"}});

    page.next("pong");
}

TEST_F(socket, survives_what_it_does_not_understand) {
    for (auto const* bad :
         {"{", "[]", "null", "1", R"({"type":1})", R"({"type":"nope"})", R"({"type":"ping","x":1})",
          R"({"type":"subscribe","turn_id":1})", R"({"type":"subscribe","turn_id":"a","after":-1})", "{}"}) {
        page.send_text(bad);
        EXPECT_EQ(page.next("failed").at("error").at("code"), "VALIDATION_ERROR") << bad;
    }
    page.send({{"type", "ping"}});
    page.next("pong");
}

TEST_F(socket, says_which_request_failed_and_why) {
    for (auto const& request : {json::object{}, json::object{{"message", ""}},
                                json::object{{"message", "x"}, {"temperature", 9}}, json::object{{"nope", 1}}}) {
        page.send({{"type", "send"}, {"ref", "r9"}, {"request", request}});
        auto const failed = page.next("failed");
        EXPECT_EQ(text(failed, "ref"), "r9");
        EXPECT_EQ(failed.at("error").at("code"), "VALIDATION_ERROR");
    }
    page.send({{"type", "subscribe"}, {"turn_id", "nobodys"}});
    EXPECT_EQ(page.next("failed").at("error").at("code"), "NOT_FOUND");
    page.send({{"type", "cancel"}, {"turn_id", "nobodys"}});
    EXPECT_EQ(page.next("failed").at("error").at("code"), "NOT_FOUND");
}

TEST_F(socket, tells_of_conversations_that_change_elsewhere) {
    page.send({{"type", "ping"}});
    page.next("pong");   // it listens
    auto const id = client.post("/api/v1/conversations", "{}").string("id");

    auto const made = page.next("conversation");
    EXPECT_EQ(text(made, "id"), id);
    EXPECT_EQ(text(made, "change"), "created");
    client.remove("/api/v1/conversations/" + id);
    EXPECT_EQ(text(page.next("conversation"), "change"), "deleted");
}

TEST_F(socket, shows_who_else_has_a_conversation_open_and_types) {
    auto const id = client.post("/api/v1/conversations", "{}").string("id");
    support::api_socket other(client.port());
    page.send({{"type", "watch"}, {"conversation_id", id}});
    EXPECT_EQ(page.next("presence").at("viewers"), 1);

    other.send({{"type", "watch"}, {"conversation_id", id}});
    EXPECT_EQ(page.next("presence").at("viewers"), 2);

    other.send({{"type", "typing"}, {"conversation_id", id}});
    EXPECT_EQ(text(page.next("typing"), "conversation_id"), id);

    other.send({{"type", "unwatch"}, {"conversation_id", id}});
    EXPECT_EQ(page.next("presence").at("viewers"), 1);
}

TEST_F(socket, a_page_of_another_site_gets_none) {
    EXPECT_EQ(support::api_socket(client.port(), "Origin: https://evil.example\r\n").status(), 403);
}

}  // namespace
