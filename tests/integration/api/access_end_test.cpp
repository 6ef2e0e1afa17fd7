#include "store/sqlite/connection.hpp"
#include "support/api_socket.hpp"
#include "support/page_session.hpp"
#include "support/test_application.hpp"

#include <boost/json/object.hpp>
#include <gtest/gtest.h>

// What becomes of answers that are being written, and of those who read them, when somebody's access ends.

namespace {

using support::page_session;
using support::question;

constexpr auto slow = "demo:tokens=400,delay_ms=20";
constexpr auto quiet = "demo:tokens=5,stall_at=2";

struct access_end : testing::Test {
    support::test_application server{[](core::settings& settings) {
        settings.access.anonymous = false;
        settings.models.default_model = "demo:tokens=1";
        settings.models.first_token_timeout = settings.models.timeout = core::seconds_setting(600'000);
        settings.chat.stream_heartbeat = core::seconds_setting(600'000);
        settings.chat.titles_enabled = false;
    }};
    support::api_client const& client = server.client();
    page_session ann = support::register_page(client, "ann@example.org", "Ann");   // the administrator
    page_session bob = support::register_page(client, "bob@example.org", "Bob");

    // A conversation of Ann's that Bob may write in.
    std::string shared() {
        auto const id = client.post("/api/v1/chat", question("hello"), ann.changing()).string("conversation_id");
        auto const grant =
            client.post("/api/v1/conversations/" + id + "/grants",
                        R"({"grantee_kind":"user","grantee":"bob@example.org","may":"write"})", ann.changing());
        EXPECT_EQ(grant.status, 201) << grant.text;
        return id;
    }
    support::event_source follow(page_session const& who, std::string const& turn) {
        return {client.port(), "GET /api/v1/chat/streams/" + turn +
                                   " HTTP/1.1\r\nHost: localhost\r\nCookie: " + who.cookie + "\r\n\r\n"};
    }
    // How Ann sees a turn in her conversation end.
    std::string end_of(std::string const& turn) {
        auto const events = follow(ann, turn).rest();
        EXPECT_EQ(support::what_is_wrong_with(events), "");
        return events.empty() ? "" : std::string(events.back().json().at("finish_reason").as_string());
    }
    std::string path_of(page_session const& who) const { return "/api/v1/admin/users/" + who.user_id; }
};

TEST_F(access_end, stops_the_answers_of_who_is_suspended_and_keeps_what_was_written) {
    auto stream = client.ask(question("hello", slow, shared()), bob.changing());
    ASSERT_EQ(stream.take(4).size(), 4u);

    ASSERT_EQ(client.send("PATCH", path_of(bob), R"({"status":"suspended"})", ann.changing()).status, 200);

    auto const turn = stream.field("x-turn-id");
    EXPECT_EQ(end_of(turn), "cancelled");
    auto const message = client.get("/api/v1/messages/" + stream.field("x-message-id"), ann.reading());
    EXPECT_FALSE(message.string("content").empty());
    stream.rest();
    EXPECT_FALSE(stream.ended_well());
}

TEST_F(access_end, stops_the_answers_of_who_is_deleted) {
    auto stream = client.ask(question("hello", slow, shared()), bob.changing());
    ASSERT_EQ(stream.take(3).size(), 3u);

    ASSERT_EQ(client.send("DELETE", path_of(bob), "", ann.changing()).status, 204);

    EXPECT_EQ(end_of(stream.field("x-turn-id")), "cancelled");
}

TEST_F(access_end, does_not_go_on_after_a_restart_with_what_was_asked_by_who_is_suspended_since) {
    auto stream = client.ask(question("hello", slow, shared()), bob.changing());
    ASSERT_EQ(stream.take(4).size(), 4u);
    server.abandon();
    {
        store::connection db(server.folder() / "data" / "parlance.db");
        db.execute("UPDATE users SET status = 'suspended' WHERE id = $1", bob.user_id);
    }
    server.start();

    EXPECT_EQ(end_of(stream.field("x-turn-id")), "cancelled");
}

TEST_F(access_end, of_others_leaves_an_answer_alone) {
    auto stream = client.ask(question("hello", "demo:tokens=20,delay_ms=20"), ann.changing());
    ASSERT_EQ(client.send("PATCH", path_of(bob), R"({"status":"suspended"})", ann.changing()).status, 200);

    EXPECT_EQ(stream.rest().back().json().at("finish_reason").as_string(), "stop");
}

TEST_F(access_end, of_a_grant_ends_the_stream_and_the_socket_of_who_lost_it_though_nothing_comes) {
    auto const conversation = shared();
    auto asked = client.ask(question("hello", quiet, conversation), ann.changing());
    ASSERT_EQ(asked.take(2).size(), 2u);
    auto const turn = asked.field("x-turn-id");
    auto stream = follow(bob, turn);
    ASSERT_EQ(stream.take(2).size(), 2u);
    support::api_socket socket(client.port(), "Cookie: " + bob.cookie + "\r\nOrigin: http://localhost\r\n");
    socket.send({{"type", "subscribe"}, {"turn_id", turn}});
    for (int i = 0; i < 2; ++i) socket.next("event");

    ASSERT_EQ(
        client.send("DELETE", "/api/v1/conversations/" + conversation + "/grants/" + bob.user_id, "", ann.changing())
            .status,
        204);

    EXPECT_TRUE(stream.rest().empty());
    EXPECT_FALSE(stream.ended_well());
    EXPECT_EQ(socket.next("failed").at("turn_id").as_string(), turn);
    client.post("/api/v1/chat/streams/" + turn + "/cancel", "", ann.changing());
    EXPECT_EQ(asked.rest().back().name, "complete") << "its owner's goes on";
}

}  // namespace
