#include "identity/jwt/jws.hpp"
#include "store/sqlite/connection.hpp"
#include "support/api_socket.hpp"
#include "support/fake_provider.hpp"
#include "support/page_session.hpp"
#include "support/test_application.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

// What tiers open: models and features.

namespace {

namespace json = boost::json;
using support::api_reply;
using support::page_session;
using support::question;
using testing::ElementsAre;
using testing::HasSubstr;

struct tiers : testing::Test {
    support::test_application server{[](core::settings& settings) {
        settings.access.anonymous = false;
        settings.models.default_model = "demo:tokens=3";
        settings.chat.titles_enabled = false;
    }};
    support::api_client const& client = server.client();
    page_session ann = support::register_page(client, "ann@example.org", "Ann");   // enterprise
    page_session bob = support::register_page(client, "bob@example.org", "Bob");   // free

    api_reply set(std::string const& tier, json::object const& change) {
        return client.send("PATCH", "/api/v1/admin/tiers/" + tier, json::serialize(change), ann.changing());
    }
    api_reply ask(page_session const& who, std::string const& model = "") {
        return client.post("/api/v1/chat", question("hello", model), who.changing());
    }
    api_reply post(page_session const& who, std::string const& path, json::object const& body) {
        return client.post("/api/v1" + path, json::serialize(body), who.changing());
    }
    std::vector<std::string> models_of(support::extra_fields const& as) {
        std::vector<std::string> out;
        auto const reply = client.get("/api/v1/models", as);
        for (auto const& each : reply.body.at("models").as_array()) out.emplace_back(each.at("id").as_string());
        return out;
    }
    std::vector<std::string> features_of(page_session const& who) {
        std::vector<std::string> out;
        auto const me = client.get("/api/v1/auth/me", who.reading());
        for (auto const& each : me.body.at("user").at("features").as_array()) out.emplace_back(each.as_string());
        return out;
    }
};

TEST_F(tiers, Z_11_refuse_on_every_path_a_model_that_they_do_not_open_and_name_the_tier_that_does) {
    ASSERT_EQ(set("free", {{"models", {"demo:tokens=1"}}}).status, 200);
    ASSERT_EQ(set("starter", {{"models", {"other/*"}}}).status, 200);

    auto const refused = ask(bob);
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(refused.error_code(), "FORBIDDEN");
    EXPECT_THAT(refused.text, HasSubstr("demo/demo:tokens=3: it needs the tier professional."));
    EXPECT_EQ(ask(bob, "demo/demo:tokens=3").status, 403);
    EXPECT_EQ(client.post("/api/v1/chat/stream", question("hello"), bob.changing()).status, 403);
    support::api_socket socket(client.port(), "Cookie: " + bob.cookie + "\r\nOrigin: http://localhost\r\n");
    socket.send({{"type", "send"}, {"ref", "1"}, {"request", {{"message", "hello"}}}});
    EXPECT_EQ(socket.next("failed").at("error").at("code").as_string(), "FORBIDDEN");
    EXPECT_EQ(client.get("/api/v1/conversations", bob.reading()).body.at("pagination").at("total").as_int64(), 0);

    EXPECT_EQ(ask(bob, "demo:tokens=1").status, 200);
    EXPECT_EQ(ask(ann).status, 200);
}

TEST_F(tiers, Z_11_leave_out_a_fallback_that_they_do_not_open) {
    ASSERT_EQ(set("free", {{"models", {"demo:error=unavailable"}}}).status, 200);
    json::object const body{{"message", "hello"}, {"model", "demo:error=unavailable"}, {"models", {"demo:tokens=3"}}};

    EXPECT_EQ(post(ann, "/chat", body).status, 200);
    EXPECT_EQ(post(bob, "/chat", body).status, 502);
}

TEST_F(tiers, open_to_an_api_key_what_both_it_and_its_users_tier_open) {
    auto const key = post(bob, "/keys", {{"name", "k"}, {"models", {"demo:tokens=1", "demo:tokens=2"}}}).string("key");
    support::extra_fields const with{{"Authorization", "Bearer " + key}};
    ASSERT_EQ(set("free", {{"models", {"demo:tokens=2", "demo:tokens=3"}}}).status, 200);

    for (auto const& [model, status] :
         {std::pair("demo:tokens=1", 403), {"demo:tokens=2", 200}, {"demo:tokens=3", 403}})
        EXPECT_EQ(client.post("/api/v1/chat", question("hello", model), with).status, status) << model;
}

TEST_F(tiers, list_only_the_models_that_they_open) {
    EXPECT_FALSE(models_of(bob.reading()).empty());
    ASSERT_EQ(set("free", {{"models", {"other/*"}}}).status, 200);

    EXPECT_TRUE(models_of(bob.reading()).empty());
    EXPECT_FALSE(models_of(ann.reading()).empty());
}

TEST_F(tiers, refuse_a_feature_that_they_do_not_open_also_to_a_key_that_was_made_before) {
    EXPECT_THAT(features_of(bob), ElementsAre("api_keys", "sharing"));
    auto const key = post(bob, "/keys", {{"name", "k"}}).string("key");
    auto const conversation = ask(bob, "demo:tokens=1").string("conversation_id");
    ASSERT_EQ(set("free", {{"features", json::array()}}).status, 200);
    ASSERT_EQ(set("starter", {{"features", {"sharing"}}}).status, 200);

    auto const grant = post(bob, "/conversations/" + conversation + "/grants",
                            {{"grantee_kind", "user"}, {"grantee", "ann@example.org"}, {"may", "read"}});
    EXPECT_EQ(grant.status, 403);
    EXPECT_THAT(grant.text, HasSubstr("Your tier, free, does not include sharing: it needs the tier starter."));
    auto const made = post(bob, "/keys", {{"name", "again"}});
    EXPECT_EQ(made.status, 403);
    EXPECT_THAT(made.text, HasSubstr("it needs the tier professional."));
    EXPECT_EQ(client.get("/api/v1/conversations", {{"Authorization", "Bearer " + key}}).status, 403);
    EXPECT_TRUE(features_of(bob).empty());
    EXPECT_EQ(client.get("/api/v1/keys", bob.reading()).status, 200) << "what is there can be seen and revoked";
    EXPECT_EQ(set("free", {{"features", {"everything"}}}).status, 400);
}

TEST_F(tiers, stand_in_access_tokens_with_their_features_and_the_tokens_of_a_day) {
    ASSERT_EQ(set("free", {{"features", {"sharing"}}, {"daily_tokens", 5000}}).status, 200);
    ASSERT_EQ(post(ann, "/admin/budgets",
                   {{"subject_kind", "user"},
                    {"subject_id", bob.user_id},
                    {"unit", "tokens"},
                    {"period", "day"},
                    {"amount", 4000}})
                  .status,
              201);
    json::object const login{{"email", "bob@example.org"}, {"password", support::usual_password}};
    auto const tokens = client.post("/api/v1/auth/login", json::serialize(login));

    auto const claims = identity::jwt::read_jws(tokens.string("access_token")).value().payload;

    EXPECT_EQ(json::serialize(claims.at("features")), R"(["sharing"])");
    EXPECT_EQ(claims.at("token_budget").as_int64(), 4000);
    auto const renewed = client.post("/api/v1/auth/refresh",
                                     json::serialize(json::object{{"refresh_token", tokens.string("refresh_token")}}));
    EXPECT_EQ(identity::jwt::read_jws(renewed.string("access_token")).value().payload.at("token_budget").as_int64(),
              4000);
}

// A title is named by whichever model may be asked, and its cost is kept whatever becomes of it.
struct titles : testing::Test {
    support::fake_provider upstream;
    support::test_application server{[this](core::settings& settings) {
        settings.models.provider = "openai";
        settings.models.openai_base_url = upstream.url() + "/v1";
        settings.models.default_model = "usual";
    }};
    support::api_client const& client = server.client();

    static support::script says(std::string const& text) {
        return {support::send(support::stream_head() + support::text_event(text) + support::usage_event(7, 3) +
                              support::finish_event() + support::done_event())};
    }
    std::string costs_of_titles() {
        store::connection db(server.folder() / "data" / "parlance.db");
        static constexpr store::statement query =
            "SELECT coalesce(group_concat(model || ' ' || outcome, ', '), '') FROM cost_events WHERE purpose = 'title'";
        auto found = db.query(query);
        return found.next() ? found.get<std::string>(0) : "";
    }
};

TEST_F(titles, that_a_shutdown_cuts_short_leave_what_they_cost) {
    upstream.answer(says("the answer"));
    upstream.answer({support::send(support::stream_head() + support::text_event("A ti")), support::hang()});
    ASSERT_EQ(client.post("/api/v1/chat", question("hello")).status, 200);
    ASSERT_TRUE(upstream.received(2));

    server.abandon();

    EXPECT_EQ(costs_of_titles(), "usual cancelled");
}

TEST_F(titles, come_from_the_default_model_where_the_answers_may_not_be_asked_any_more) {
    upstream.answer({support::gate(), support::send(says("the answer").front().bytes)});
    upstream.answer(says("A title"));
    auto stream = client.ask(question("hello", "special"));
    ASSERT_TRUE(upstream.received(1));
    ASSERT_EQ(client.patch("/api/v1/admin/tiers/enterprise", R"({"models": ["usual"]})").status, 200);
    upstream.open_gate();

    EXPECT_EQ(stream.rest().back().name, "complete");
    ASSERT_TRUE(upstream.received(2));
    EXPECT_THAT(upstream.requests().at(1).body, HasSubstr(R"("model":"usual")"));
}

}  // namespace
