#include "support/fake_provider.hpp"
#include "support/page_session.hpp"
#include "support/test_application.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <algorithm>

// Templates of system prompts: made, shared, versioned, used.

namespace {

namespace json = boost::json;
using namespace support;

json::object greeting(std::string const& role = "You are {{name}}.") {
    return {{"role", role}, {"variables", json::array{{{"name", "name"}}}}};
}

// One provider that is scripted, and three people: two of one organisation, of whom the first administrates it.
struct prompts : testing::Test {
    fake_provider upstream;
    test_application server{[this](core::settings& settings) {
        settings.access.anonymous = false;
        settings.models.provider = "openai";
        settings.models.openai_base_url = upstream.url();
        settings.models.default_model = "gpt-x";
        settings.chat.titles_enabled = false;
    }};
    api_client const& client = server.client();
    page_session admin = register_page(client, "ann@example.org", "Ann");
    page_session owner = register_page(client, "bob@example.org", "Bob");
    page_session reader = register_page(client, "cy@example.org", "Cy");

    prompts() { upstream.answer(hello()); }
    static script hello() {
        return {send_bytes(stream_head() + text_event("Hi") + finish_event() + usage_event(9, 1) + done_event())};
    }
    static step send_bytes(std::string bytes) { return support::send(std::move(bytes)); }

    api_reply send(page_session const& who, std::string const& method, std::string const& path,
                   json::object const& body = {}) {
        return client.send(method, "/api/v1" + path, body.empty() ? "" : json::serialize(body), who.changing());
    }
    api_reply get(page_session const& who, std::string const& path) {
        return client.get("/api/v1" + path, who.reading());
    }
    std::string make(page_session const& who, json::object what = greeting(), bool shared = false) {
        auto const made =
            send(who, "POST", "/prompts", {{"name", "Greeting"}, {"shared", shared}, {"template", std::move(what)}});
        EXPECT_EQ(made.status, 201) << made.text;
        return made.string("id");
    }

    // What the provider was told last.
    json::value last_system_prompt() const {
        auto const body = json::parse(upstream.requests().back().body);
        auto const& first = body.at("messages").at(0);
        return first.at("role") == "system" ? first.at("content") : json::value();
    }
};

std::string first_field(api_reply const& refused) {
    auto const* at = refused.body.is_object() ? &refused.body.at("error").at("details") : nullptr;
    return at && at->is_array() && !at->get_array().empty() ? std::string(at->at(0).at("field").as_string()) : "";
}

TEST_F(prompts, become_the_system_prompt_of_a_new_conversation_and_stay_it) {
    auto const id = make(owner);

    auto const asked = send(owner, "POST", "/chat",
                            {{"message", "hello"}, {"prompt", {{"id", id}, {"variables", {{"name", "Zoe"}}}}}});
    ASSERT_EQ(asked.status, 200) << asked.text;
    EXPECT_EQ(last_system_prompt(), "You are Zoe.");
    auto const conversation = asked.string("conversation_id");
    EXPECT_EQ(get(owner, "/conversations/" + conversation).string("system_prompt"), "You are Zoe.");

    ASSERT_EQ(send(owner, "PATCH", "/prompts/" + id, {{"template", greeting("Be {{name}}!")}}).status, 200);
    send(owner, "POST", "/chat", {{"message", "again"}, {"conversation_id", conversation}});
    EXPECT_EQ(last_system_prompt(), "You are Zoe.") << "what a conversation was given does not change behind it";

    send(owner, "POST", "/chat",
         {{"message", "once"},
          {"conversation_id", conversation},
          {"prompt", {{"id", id}, {"variables", {{"name", "Max"}}}}}});
    EXPECT_EQ(last_system_prompt(), "Be Max!");
    send(owner, "POST", "/chat", {{"message", "again"}, {"conversation_id", conversation}});
    EXPECT_EQ(last_system_prompt(), "You are Zoe.") << "in an old conversation it is for one answer";
}

TEST_F(prompts, that_were_chosen_for_one_answer_are_those_of_its_other_versions) {
    auto const id = make(owner);
    auto const conversation = send(owner, "POST", "/chat", {{"message", "hello"}}).string("conversation_id");
    json::object const once{{"message", "once"},
                            {"conversation_id", conversation},
                            {"prompt", {{"id", id}, {"variables", {{"name", "Max"}}}}}};
    auto const answer = send(owner, "POST", "/chat", once);
    auto const question = get(owner, "/messages/" + answer.string("id")).string("parent_id");
    ASSERT_EQ(send(owner, "DELETE", "/prompts/" + id).status, 204);

    send(owner, "POST", "/chat", {{"conversation_id", conversation}, {"regenerate", answer.string("id")}});
    EXPECT_EQ(last_system_prompt(), "You are Max.");
    auto const edited = send(owner, "POST", "/chat",
                             {{"conversation_id", conversation}, {"replaces", question}, {"message", "another"}});
    ASSERT_EQ(edited.status, 200) << edited.text;
    EXPECT_EQ(last_system_prompt(), "You are Max.");
    EXPECT_EQ(get(owner, "/messages/" + get(owner, "/messages/" + edited.string("id")).string("parent_id"))
                  .body.at("parent_id"),
              get(owner, "/messages/" + question).body.at("parent_id"));
    send(owner, "POST", "/chat", {{"conversation_id", conversation}, {"message", "next"}});
    EXPECT_TRUE(last_system_prompt().is_null());

    for (json::object const& wrong : {json::object{{"replaces", answer.string("id")}, {"message", "x"}},
                                      json::object{{"replaces", "nothing"}, {"message", "x"}}}) {
        auto body = wrong;
        body["conversation_id"] = conversation;
        EXPECT_EQ(send(owner, "POST", "/chat", body).status, 404);
    }
}

TEST_F(prompts, need_not_be_there_any_more_where_a_request_is_repeated) {
    auto const id = make(owner);
    json::object const body{{"message", "hello"}, {"prompt", {{"id", id}, {"variables", {{"name", "Zoe"}}}}}};
    auto fields = owner.changing();
    fields.emplace_back("Idempotency-Key", "once");
    auto const first = client.post("/api/v1/chat", json::serialize(body), fields);
    ASSERT_EQ(first.status, 200) << first.text;
    ASSERT_EQ(send(owner, "DELETE", "/prompts/" + id).status, 204);

    auto const again = client.post("/api/v1/chat", json::serialize(body), fields);

    EXPECT_EQ(again.status, 200) << again.text;
    EXPECT_EQ(again.string("id"), first.string("id"));
    EXPECT_EQ(send(owner, "POST", "/chat", body).status, 404);
}

TEST_F(prompts, are_used_in_any_version_by_streams_and_by_conversations) {
    auto const id = make(owner);
    ASSERT_EQ(send(owner, "PATCH", "/prompts/" + id, {{"template", greeting("Be {{name}}!")}}).status, 200);
    json::object const first{{"id", id}, {"version", 1}, {"variables", {{"name", "Zoe"}}}};

    client.ask(json::serialize(json::object{{"message", "hello"}, {"prompt", first}}), owner.changing()).rest();
    EXPECT_EQ(last_system_prompt(), "You are Zoe.");

    auto const made = send(owner, "POST", "/conversations", {{"prompt", first}});
    EXPECT_EQ(made.string("system_prompt"), "You are Zoe.");
    auto const changed = send(owner, "PATCH", "/conversations/" + made.string("id"),
                              {{"prompt", {{"id", id}, {"variables", {{"name", "Max"}}}}}});
    EXPECT_EQ(changed.string("system_prompt"), "Be Max!");
    auto const both = send(owner, "POST", "/conversations", {{"prompt", first}, {"system_prompt", "x"}});
    EXPECT_EQ(both.status, 400);
    EXPECT_EQ(first_field(both), "/prompt");
}

TEST_F(prompts, keep_every_version_and_lose_nobodys_work) {
    auto const id = make(owner);
    auto const path = "/prompts/" + id;
    EXPECT_EQ(send(owner, "PATCH", path, {{"name", "Salute"}, {"template", greeting()}}).body.at("version"), 1)
        << "the same text is no other version";
    EXPECT_EQ(send(owner, "PATCH", path, {{"version", 1}, {"template", greeting("Two {{name}}")}}).body.at("version"),
              2);
    EXPECT_EQ(send(owner, "PATCH", path, {{"version", 1}, {"template", greeting("Other {{name}}")}}).status, 409);

    auto const now = get(owner, path);
    EXPECT_EQ(now.string("name"), "Salute");
    EXPECT_EQ(now.body.at("template").at("role"), "Two {{name}}");
    auto const old = get(owner, path + "/versions/1");
    EXPECT_EQ(old.body.at("template").at("role"), "You are {{name}}.");
    EXPECT_EQ(old.body.at("newest_version"), 2);
    for (auto const* wrong :
         {"/versions/3", "/versions/0", "/versions/-1", "/versions/1x", "/versions/99999999999999999999"})
        EXPECT_EQ(get(owner, path + wrong).status, 404) << wrong;
    auto const versions = get(owner, path + "/versions").body.at("versions").as_array();
    ASSERT_EQ(versions.size(), 2u);
    EXPECT_EQ(versions[0].at("version"), 2);
    EXPECT_EQ(versions[0].at("author"), "Bob");

    EXPECT_EQ(send(owner, "DELETE", path).status, 204);
    EXPECT_EQ(get(owner, path).status, 404);
    EXPECT_EQ(get(owner, path + "/versions/1").status, 404);
}

TEST_F(prompts, are_their_owners_until_they_are_shared) {
    auto const id = make(owner);
    auto const path = "/prompts/" + id;
    json::object const use{{"variables", {{"name", "Zoe"}}}};
    auto const is_hidden_from = [&](page_session const& who) {
        return get(who, path).status == 404 && get(who, path + "/versions").status == 404 &&
               send(who, "POST", path + "/render", use).status == 404 &&
               send(who, "PATCH", path, {{"name", "x"}}).status == 404 && send(who, "DELETE", path).status == 404 &&
               send(who, "POST", "/chat", {{"message", "x"}, {"prompt", {{"id", id}}}}).status == 404 &&
               get(who, "/prompts").body.at("pagination").at("total") == 0;
    };
    EXPECT_TRUE(is_hidden_from(reader));
    EXPECT_TRUE(is_hidden_from(admin)) << "what is nobody else's business is not an administrator's";

    ASSERT_EQ(send(owner, "PATCH", path, {{"shared", true}}).status, 200);
    auto const seen = get(reader, path);
    EXPECT_EQ(seen.string("may"), "read");
    EXPECT_EQ(seen.body.at("owner").at("name"), "Bob");
    EXPECT_EQ(send(reader, "POST", path + "/render", use).string("system_prompt"), "You are Zoe.");
    EXPECT_EQ(send(reader, "PATCH", path, {{"name", "x"}}).status, 403);
    EXPECT_EQ(send(reader, "DELETE", path).status, 403);
    EXPECT_EQ(get(reader, "/prompts?q=GREET").body.at("pagination").at("total"), 1);
    EXPECT_EQ(get(reader, "/prompts?q=%25").body.at("pagination").at("total"), 0);

    EXPECT_EQ(get(admin, path).string("may"), "manage");
    EXPECT_EQ(send(admin, "PATCH", path, {{"shared", false}}).status, 200);
    EXPECT_TRUE(is_hidden_from(admin));
    EXPECT_EQ(get(owner, path).string("may"), "own");
}

TEST_F(prompts, that_are_shared_are_written_down_when_they_change) {
    auto const id = make(owner, greeting(), true);
    send(owner, "PATCH", "/prompts/" + id, {{"template", greeting("Two {{name}}")}});
    send(admin, "DELETE", "/prompts/" + id);
    make(owner);

    auto const entries = get(admin, "/admin/audit?object=" + id).body.at("entries").as_array();
    std::vector<std::string> actions;
    for (auto const& each : entries) actions.emplace_back(each.at("action").as_string());
    std::ranges::sort(actions);
    EXPECT_EQ(actions, (std::vector<std::string>{"prompt.create", "prompt.delete", "prompt.update"}));
    EXPECT_EQ(json::serialize(entries).find("You are"), std::string::npos);
}

TEST_F(prompts, that_come_with_the_program_are_there_for_all_and_nobodys_to_change) {
    auto const list = get(reader, "/prompts").body.at("shipped").as_array();
    EXPECT_EQ(list.size(), 6u);
    auto const text = send(reader, "POST", "/prompts/summarise/render", {{"variables", {{"words", "20"}}}});
    EXPECT_EQ(text.status, 200) << text.text;
    EXPECT_TRUE(text.string("system_prompt").contains("at most 20 words"));
    EXPECT_GT(text.body.at("tokens").as_int64(), 20);
    EXPECT_EQ(send(admin, "PATCH", "/prompts/summarise", {{"name", "x"}}).status, 403);
    EXPECT_EQ(send(admin, "DELETE", "/prompts/summarise").status, 403);
    EXPECT_EQ(get(reader, "/prompts/summarise/versions/2").status, 404);
}

TEST_F(prompts, are_not_forgotten_when_the_server_dies_in_the_middle_of_an_answer) {
    upstream.answer({send_bytes(stream_head() + text_event("half")), hang()});
    upstream.answer(hello());
    auto const conversation = send(owner, "POST", "/chat", {{"message", "hello"}}).string("conversation_id");
    auto const id = make(owner);
    auto stream = client.ask(json::serialize(json::object{{"message", "again"},
                                                          {"conversation_id", conversation},
                                                          {"prompt", {{"id", id}, {"variables", {{"name", "Zoe"}}}}}}),
                             owner.changing());
    ASSERT_EQ(stream.take(2).size(), 2u);
    server.abandon();
    server.start();

    ASSERT_TRUE(upstream.received(3));
    EXPECT_EQ(last_system_prompt(), "You are Zoe.");
}

}  // namespace
