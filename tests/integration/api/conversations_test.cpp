#include "support/test_application.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <gtest/gtest.h>

#include <set>

// Conversations: made, listed, changed, deleted, restored, searched.

namespace {

using support::question;

struct conversations : testing::Test {
    support::test_application server;
    support::api_client const& client = server.client();

    std::string make(std::string const& title) const {
        return client.post("/api/v1/conversations", R"({"title":")" + title + R"("})").string("id");
    }
    std::vector<std::string> titles(std::string const& query) const {
        std::vector<std::string> out;
        for (auto const& each : client.get("/api/v1/conversations" + query).body.at("conversations").as_array())
            out.emplace_back(each.at("title").as_string());
        return out;
    }
};

TEST_F(conversations, are_made_with_what_the_request_says) {
    auto const made = client.post("/api/v1/conversations",
                                  R"({"title":"t","model":"demo:tokens=3","system_prompt":"s","metadata":{"a":1}})");

    ASSERT_EQ(made.status, 201) << made.text;
    EXPECT_EQ(made.string("title"), "t");
    EXPECT_EQ(made.string("model"), "demo:tokens=3");
    EXPECT_EQ(made.string("system_prompt"), "s");
    EXPECT_EQ(made.string("status"), "active");
    EXPECT_EQ(made.body.at("metadata").at("a"), 1);
    for (auto const* name : {"provider", "summary", "entities", "topics", "total_input_tokens", "total_output_tokens",
                             "cost_usd", "message_count", "created_at", "updated_at"})
        EXPECT_TRUE(made.body.as_object().contains(name)) << name;
    EXPECT_EQ(client.get("/api/v1/conversations/" + made.string("id")).body, made.body);
}

TEST_F(conversations, answer_with_their_own_model) {
    auto const made = client.post("/api/v1/conversations", R"({"model":"demo:tokens=3"})");

    auto const reply = client.post("/api/v1/chat", question("hello", "", made.string("id")));

    EXPECT_EQ(reply.string("model"), "demo:tokens=3");
}

TEST_F(conversations, are_listed_in_pages) {
    for (auto const* title : {"a", "b", "c"}) make(title);

    auto const page = client.get("/api/v1/conversations?limit=2&offset=1&sort=created&order=asc");

    EXPECT_EQ(titles("?limit=2&offset=1&sort=created&order=asc"), (std::vector<std::string>{"b", "c"}));
    auto const& where = page.body.at("pagination");
    EXPECT_EQ(where.at("total"), 3);
    EXPECT_EQ(where.at("limit"), 2);
    EXPECT_EQ(where.at("offset"), 1);
    EXPECT_FALSE(where.at("has_more").as_bool());
    EXPECT_TRUE(client.get("/api/v1/conversations?limit=2").body.at("pagination").at("has_more").as_bool());
}

TEST_F(conversations, are_listed_latest_change_first) {
    auto const a = make("a");
    make("b");
    client.post("/api/v1/chat", question("hello", "demo:tokens=3", a));

    EXPECT_EQ(titles(""), (std::vector<std::string>{"a", "b"}));
}

TEST_F(conversations, are_found_by_title_and_tag) {
    auto const a = make("apples");
    make("pears");
    client.patch("/api/v1/conversations/" + a, R"({"tags":["fruit"]})");

    EXPECT_EQ(titles("?q=appl"), std::vector<std::string>{"apples"});
    EXPECT_EQ(titles("?tag=fruit"), std::vector<std::string>{"apples"});
    EXPECT_TRUE(titles("?status=completed").empty());
}

TEST_F(conversations, change_only_what_the_request_names) {
    auto const at = "/api/v1/conversations/" + make("before");

    auto const changed = client.patch(at, R"({"title":"after","pinned":true,"folder":"f","status":"completed"})");

    ASSERT_EQ(changed.status, 200) << changed.text;
    EXPECT_EQ(changed.string("title"), "after");
    EXPECT_TRUE(changed.body.at("pinned").as_bool());
    EXPECT_FALSE(changed.body.at("archived").as_bool());
    EXPECT_EQ(changed.string("status"), "completed");
    EXPECT_EQ(client.get(at).body, changed.body);
}

TEST_F(conversations, vanish_when_deleted_and_come_back_when_restored) {
    auto const id = client.post("/api/v1/chat", question("hello", "demo:tokens=3")).string("conversation_id");
    auto const at = "/api/v1/conversations/" + id;

    EXPECT_EQ(client.remove(at).status, 204);

    EXPECT_EQ(client.get(at).status, 404);
    EXPECT_EQ(client.get(at).error_code(), "CONVERSATION_NOT_FOUND");
    EXPECT_EQ(client.get(at + "/messages").status, 404);
    EXPECT_EQ(client.post("/api/v1/chat", question("hello", "", id)).status, 404);
    EXPECT_EQ(client.remove(at).status, 404);
    EXPECT_TRUE(titles("").empty());

    EXPECT_EQ(client.post(at + "/restore").status, 200);
    EXPECT_EQ(client.get(at + "/messages").body.at("total"), 2);
}

TEST_F(conversations, give_their_messages_in_pages) {
    auto const first = client.post("/api/v1/chat", question("one", "demo:tokens=3"));
    client.post("/api/v1/chat", question("two", "", first.string("conversation_id")));

    auto const page = client.get("/api/v1/conversations/" + first.string("conversation_id") + "/messages?limit=3");

    EXPECT_EQ(page.body.at("messages").as_array().size(), 3);
    EXPECT_EQ(page.body.at("total"), 4);
    EXPECT_TRUE(page.body.at("has_more").as_bool());
}

TEST_F(conversations, are_searched_by_what_was_said) {
    auto const said = client.post("/api/v1/chat", question("a zymurgist brews", "demo:tokens=3"));
    client.post("/api/v1/chat", question("something else", "demo:tokens=3"));

    auto const hits = client.get("/api/v1/search?q=zymurg").body.at("results").as_array();

    ASSERT_EQ(hits.size(), 1);
    EXPECT_EQ(hits[0].at("conversation_id").as_string(), said.string("conversation_id"));
    EXPECT_NE(hits[0].at("snippet").as_string().find("zymurg"), std::string::npos);
    client.remove("/api/v1/conversations/" + said.string("conversation_id"));
    EXPECT_TRUE(client.get("/api/v1/search?q=zymurg").body.at("results").as_array().empty());
}

TEST_F(conversations, unknown_ids_are_not_found) {
    for (auto const* path :
         {"/api/v1/conversations/x", "/api/v1/conversations/x/messages", "/api/v1/conversations/x/branch",
          "/api/v1/messages/x", "/api/v1/turns/x", "/api/v1/chat/streams/x"}) {
        auto const reply = client.get(path);
        EXPECT_EQ(reply.status, 404) << path;
        EXPECT_FALSE(reply.error_code().empty()) << path << reply.text;
    }
}

}  // namespace
