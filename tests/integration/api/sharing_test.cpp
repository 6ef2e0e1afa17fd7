#include "support/api_socket.hpp"
#include "support/page_session.hpp"
#include "support/test_application.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

// Conversations that their owners share with users and groups.

namespace {

namespace json = boost::json;
using support::api_reply;
using support::page_session;

struct sharing : testing::Test {
    support::test_application server{[](core::settings& settings) {
        settings.access.anonymous = false;
        settings.models.default_model = "demo:tokens=3";
        settings.chat.titles_enabled = false;
    }};
    support::api_client const& client = server.client();

    page_session owner = support::register_page(client, "ann@example.org", "Ann");
    page_session friend_ = support::register_page(client, "bob@example.org", "Bob");
    page_session stranger = support::register_page(client, "eve@example.org", "Eve");
    std::string conversation = ask(owner, "").string("conversation_id");

    api_reply send(page_session const& who, std::string const& method, std::string const& path,
                   json::object const& body = {}) {
        return client.send(method, path, body.empty() ? "" : json::serialize(body), who.changing());
    }
    api_reply get(page_session const& who, std::string const& path) { return client.get(path, who.reading()); }

    api_reply ask(page_session const& who, std::string const& in, std::string const& model = "") {
        return client.post("/api/v1/chat", support::question("hello", model, in), who.changing());
    }
    std::string path(std::string const& more = {}) const { return "/api/v1/conversations/" + conversation + more; }

    api_reply share(std::string const& grantee, std::string const& may, std::string const& kind = "user") {
        return send(owner, "POST", path("/grants"), {{"grantee_kind", kind}, {"grantee", grantee}, {"may", may}});
    }
};

TEST_F(sharing, lets_a_reader_read_and_nothing_else) {
    ASSERT_EQ(share("bob@example.org", "read").status, 201);

    auto const shown = get(friend_, path());
    EXPECT_EQ(shown.status, 200);
    EXPECT_EQ(shown.string("may"), "read");
    EXPECT_EQ(shown.body.at("owner").at("name").as_string(), "Ann");
    for (auto const* more : {"/messages", "/branch"}) EXPECT_EQ(get(friend_, path(more)).status, 200) << more;
    auto const message = std::string(get(friend_, path("/messages")).body.at("messages").at(0).at("id").as_string());
    EXPECT_EQ(get(friend_, "/api/v1/messages/" + message).status, 200);

    EXPECT_EQ(ask(friend_, conversation).status, 403);
    EXPECT_EQ(send(friend_, "PATCH", path(), {{"title", "mine"}}).status, 403);
    EXPECT_EQ(send(friend_, "DELETE", path()).status, 403);
    EXPECT_EQ(send(friend_, "POST", path("/head"), {{"message_id", message}}).status, 403);
    EXPECT_EQ(get(friend_, path("/grants")).status, 403);
    EXPECT_EQ(send(friend_, "POST", path("/grants"), {{"grantee", "eve@example.org"}}).status, 403);
    EXPECT_EQ(get(stranger, path()).status, 404);
}

TEST_F(sharing, lets_a_writer_ask_in_it_and_its_owner_sees_the_answer) {
    ASSERT_EQ(share(friend_.user_id, "write").status, 201);

    auto const answer = ask(friend_, conversation);

    ASSERT_EQ(answer.status, 200) << answer.text;
    EXPECT_EQ(get(owner, "/api/v1/messages/" + answer.string("id")).status, 200);
    EXPECT_EQ(get(owner, path("/messages")).body.at("total").as_int64(), 4);
    EXPECT_EQ(get(owner, "/api/v1/turns/" + answer.string("turn_id")).status, 200) << "in a conversation of theirs";
    EXPECT_EQ(get(stranger, "/api/v1/turns/" + answer.string("turn_id")).status, 404);
    EXPECT_EQ(send(friend_, "DELETE", path()).status, 403);
}

TEST_F(sharing, ends_when_it_is_withdrawn) {
    ASSERT_EQ(share("bob@example.org", "write").status, 201);

    EXPECT_EQ(send(owner, "DELETE", path("/grants/" + friend_.user_id)).status, 204);

    EXPECT_EQ(get(friend_, path()).status, 404);
    EXPECT_EQ(ask(friend_, conversation).status, 404);
    EXPECT_EQ(get(friend_, "/api/v1/conversations?shared=true").body.at("pagination").at("total").as_int64(), 0);
    EXPECT_EQ(send(owner, "DELETE", path("/grants/" + friend_.user_id)).status, 404);
}

TEST_F(sharing, reaches_the_members_of_a_group_as_they_are_now) {
    auto const group = send(owner, "POST", "/api/v1/admin/groups", {{"name", "Readers"}}).string("id");
    ASSERT_EQ(share(group, "read", "group").status, 201);
    EXPECT_EQ(get(friend_, path()).status, 404);

    auto const members = "/api/v1/admin/groups/" + group + "/members";
    ASSERT_EQ(send(owner, "POST", members, {{"user_id", friend_.user_id}}).status, 204);
    EXPECT_EQ(get(friend_, path()).status, 200);
    ASSERT_EQ(send(owner, "DELETE", members + "/" + friend_.user_id).status, 204);
    EXPECT_EQ(get(friend_, path()).status, 404);

    ASSERT_EQ(send(owner, "POST", members, {{"user_id", friend_.user_id}}).status, 204);
    ASSERT_EQ(send(owner, "DELETE", "/api/v1/admin/groups/" + group).status, 204);
    EXPECT_EQ(get(friend_, path()).status, 404);
    EXPECT_TRUE(get(owner, path("/grants")).body.at("grants").as_array().empty());
}

TEST_F(sharing, lists_what_others_share_apart_from_ones_own) {
    ASSERT_EQ(share("bob@example.org", "write").status, 201);
    ask(friend_, "");

    auto const shared = get(friend_, "/api/v1/conversations?shared=true").body;
    auto const own = get(friend_, "/api/v1/conversations").body;

    ASSERT_EQ(shared.at("conversations").as_array().size(), 1u);
    auto const& item = shared.at("conversations").at(0);
    EXPECT_EQ(item.at("id").as_string(), conversation);
    EXPECT_EQ(item.at("may").as_string(), "write");
    EXPECT_EQ(item.at("owner").at("name").as_string(), "Ann");
    EXPECT_EQ(own.at("pagination").at("total").as_int64(), 1);
    EXPECT_EQ(get(owner, "/api/v1/conversations?shared=true").body.at("pagination").at("total").as_int64(), 0);
}

TEST_F(sharing, knows_only_who_is_in_the_organisation) {
    for (auto const* nobody : {"nobody@example.org", "nobody", "' OR '1'='1"}) {
        auto const refused = share(nobody, "read");
        EXPECT_EQ(refused.status, 404) << nobody;
    }
    EXPECT_EQ(share(owner.user_id, "read").status, 400);
    EXPECT_EQ(share(friend_.user_id, "own").status, 400);
}

TEST_F(sharing, shows_a_turn_that_somebody_else_runs_in_it_and_refuses_a_second) {
    ASSERT_EQ(share(friend_.user_id, "write").status, 201);
    auto stream =
        client.ask(support::question("hello", "demo:tokens=1000,delay_ms=20", conversation), friend_.changing());
    ASSERT_EQ(stream.status(), 200);

    auto const running = get(owner, path()).string("active_turn_id");
    EXPECT_EQ(running, stream.field("x-turn-id"));
    EXPECT_EQ(ask(owner, conversation).status, 409);
    EXPECT_EQ(send(owner, "POST", "/api/v1/chat/streams/" + running + "/cancel").status, 200);
    EXPECT_TRUE(stream.rest().back().is_terminal());
}

TEST_F(sharing, takes_a_running_stream_away_with_the_grant) {
    ASSERT_EQ(share(friend_.user_id, "read").status, 201);
    auto own = client.ask(support::question("hello", "demo:tokens=2000,delay_ms=20", conversation), owner.changing());
    auto const turn = own.field("x-turn-id");
    support::event_source theirs(client.port(), "GET /api/v1/chat/streams/" + turn +
                                                    " HTTP/1.1\r\nHost: localhost\r\nCookie: " + friend_.cookie +
                                                    "\r\n\r\n");
    ASSERT_EQ(theirs.status(), 200);
    ASSERT_TRUE(theirs.next());

    ASSERT_EQ(send(owner, "DELETE", path("/grants/" + friend_.user_id)).status, 204);

    auto const rest = theirs.rest();
    EXPECT_FALSE(!rest.empty() && rest.back().is_terminal()) << "cut, long before the answer's end";
    send(owner, "POST", "/api/v1/chat/streams/" + turn + "/cancel");
}

TEST_F(sharing, tells_the_pages_of_whom_it_is_shared_with) {
    support::api_socket socket(client.port(), "Cookie: " + friend_.cookie + "\r\nOrigin: http://localhost\r\n");

    ASSERT_EQ(share(friend_.user_id, "read").status, 201);
    auto const created = socket.next("conversation");
    EXPECT_EQ(created.at("id").as_string(), conversation);
    EXPECT_EQ(created.at("change").as_string(), "created");
}

TEST_F(sharing, is_in_the_audit_log) {
    share(friend_.user_id, "read");
    send(owner, "DELETE", path("/grants/" + friend_.user_id));

    auto const log = get(owner, "/api/v1/admin/audit?action=conversation&object=" + conversation).body;

    ASSERT_EQ(log.at("entries").as_array().size(), 2u);
    EXPECT_EQ(log.at("entries").at(0).at("action").as_string(), "conversation.unshare");
    EXPECT_EQ(log.at("entries").at(1).at("action").as_string(), "conversation.share");
    EXPECT_EQ(log.at("entries").at(1).at("actor").as_string(), "Ann");
}

}  // namespace
