#include "identity/account_changes.hpp"
#include "store/repositories/api_keys.hpp"
#include "store/repositories/users.hpp"
#include "store/sqlite/transaction.hpp"
#include "support/page_session.hpp"
#include "support/test_application.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

// Tokens and API keys over HTTP.

namespace {

namespace json = boost::json;
using support::api_reply;
using support::extra_fields;

extra_fields bearer(std::string const& credential) { return {{"Authorization", "Bearer " + credential}}; }

struct programs : testing::Test {
    support::test_application server{[](core::settings& settings) {
        settings.access.anonymous = false;
        settings.models.default_model = "demo:tokens=3";
        settings.chat.titles_enabled = false;
    }};
    support::api_client const& client = server.client();
    support::page_session admin = support::register_page(client, "ann@example.org");
    support::page_session bob = support::register_page(client, "bob@example.org");

    api_reply login(std::string const& email) {
        json::object const body{{"email", email}, {"password", support::usual_password}};
        return client.post("/api/v1/auth/login", json::serialize(body));
    }
    api_reply refresh(std::string const& token) {
        return client.post("/api/v1/auth/refresh", json::serialize(json::object{{"refresh_token", token}}));
    }
    api_reply make(support::page_session const& who, json::object const& body) {
        return client.post("/api/v1/keys", json::serialize(body), who.changing());
    }
    std::string key_of(support::page_session const& who, json::object body = {}) {
        body["name"] = "program";
        return make(who, body).string("key");
    }
    int conversations(extra_fields const& with) { return client.get("/api/v1/conversations", with).status; }

    void change_elsewhere(std::string const& id, store::user_patch const& patch) {
        store::connection db(server.folder() / "data" / "parlance.db");
        store::transaction on(db, store::transaction::kind::write);
        ASSERT_TRUE(identity::change_account(db, id, "", patch, {.kind = "operator"}, core::system_clock().now()));
        on.commit();
    }
    // What another process changed is seen within a second.
    bool becomes(int status, extra_fields const& with) {
        auto const until = std::chrono::steady_clock::now() + std::chrono::seconds(5);
        while (std::chrono::steady_clock::now() < until)
            if (conversations(with) == status) return true;
        return false;
    }
};

TEST_F(programs, sign_in_for_tokens_and_use_and_renew_them) {
    auto const reply = login("bob@example.org");
    auto const access = reply.string("access_token");

    EXPECT_EQ(reply.string("token_type"), "Bearer");
    EXPECT_FALSE(reply.fields.contains("set-cookie"));
    EXPECT_EQ(conversations(bearer(access)), 200);
    auto const me = client.get("/api/v1/auth/me", bearer(access));
    EXPECT_EQ(me.body.at("user").at("email").as_string(), "bob@example.org");

    auto const renewed = refresh(reply.string("refresh_token"));
    EXPECT_EQ(renewed.status, 200);
    EXPECT_EQ(conversations(bearer(renewed.string("access_token"))), 200);
}

TEST_F(programs, lose_every_token_when_a_refresh_token_is_used_after_its_successor) {
    auto const reply = login("bob@example.org");
    auto const second = refresh(reply.string("refresh_token"));
    auto const third = refresh(second.string("refresh_token"));

    EXPECT_EQ(refresh(reply.string("refresh_token")).status, 401);

    EXPECT_EQ(conversations(bearer(third.string("access_token"))), 401);
    EXPECT_EQ(refresh(third.string("refresh_token")).status, 401);
    EXPECT_EQ(client.get("/api/v1/auth/me", bob.reading()).status, 200) << "another session of theirs goes on";
}

TEST_F(programs, A_18_replay_no_access_token_after_logging_out) {
    auto const access = login("bob@example.org").string("access_token");
    ASSERT_EQ(conversations(bearer(access)), 200);

    EXPECT_EQ(client.post("/api/v1/auth/logout", "", bearer(access)).status, 204);

    EXPECT_EQ(conversations(bearer(access)), 401);
}

TEST_F(programs, find_the_public_key_of_their_tokens) {
    auto const jwks = client.get("/.well-known/jwks.json");

    ASSERT_EQ(jwks.status, 200);
    EXPECT_EQ(jwks.fields.at("content-type"), "application/jwk-set+json");
    auto const set = json::parse(jwks.text);
    auto const& keys = set.at("keys").as_array();
    ASSERT_EQ(keys.size(), 1u);
    EXPECT_EQ(keys[0].at("kty").as_string(), "EC");
    EXPECT_FALSE(keys[0].as_object().contains("d"));
}

TEST_F(programs, use_a_key_in_each_of_three_headers) {
    auto const made = make(bob, {{"name", "program"}});
    auto const key = made.string("key");

    ASSERT_EQ(made.status, 201);
    EXPECT_TRUE(key.starts_with(made.string("prefix") + "_"));
    EXPECT_EQ(conversations(bearer(key)), 200);
    EXPECT_EQ(conversations({{"x-api-key", key}}), 200);
    EXPECT_EQ(conversations({{"api-key", key}}), 200);
    EXPECT_EQ(conversations({{"api-key", key}, {"x-api-key", key}}), 200);
    EXPECT_EQ(client.get("/api/v1/conversations?api_key=" + key).status, 401);
}

TEST_F(programs, see_a_key_once) {
    auto const key = key_of(bob);

    auto const list = client.get("/api/v1/keys", bob.reading());

    ASSERT_EQ(list.body.at("keys").as_array().size(), 1u);
    EXPECT_EQ(list.text.find(key), std::string::npos);
    EXPECT_EQ(list.text.find(key.substr(14)), std::string::npos);
    EXPECT_EQ(list.text.find("hash"), std::string::npos);
}

TEST_F(programs, send_one_credential) {
    auto const mine = key_of(bob);
    auto const other = key_of(bob);

    EXPECT_EQ(conversations({{"Authorization", "Bearer " + mine}, {"x-api-key", other}}), 400);
    EXPECT_EQ(conversations({{"x-api-key", mine}, {"Cookie", admin.cookie}}), 200);
}

TEST_F(programs, do_with_a_restricted_key_what_it_is_for_and_no_more) {
    auto const key = key_of(bob, {{"scopes", {"models"}}});

    EXPECT_EQ(client.get("/api/v1/models", bearer(key)).status, 200);
    EXPECT_EQ(conversations(bearer(key)), 403);
    EXPECT_EQ(client.get("/api/v1/keys", bearer(key_of(bob))).status, 403) << "a key makes no keys";
    EXPECT_EQ(client.post("/api/v1/auth/password", "{}", bearer(key_of(bob))).status, 403);
}

TEST_F(programs, Z_11_ask_with_a_restricted_key_only_the_models_it_names) {
    auto const key = key_of(bob, {{"models", {"demo:tokens=2"}}});
    auto const with = bearer(key);
    auto const ask = [&](std::string const& model) {
        return client.post("/api/v1/chat", support::question("hello", model), with);
    };

    EXPECT_EQ(ask("demo:tokens=2").status, 200);
    EXPECT_EQ(ask("demo/demo:tokens=2").status, 200);
    EXPECT_EQ(ask("demo:tokens=3").status, 403);
    EXPECT_EQ(ask("").status, 403) << "the default is another one";
    EXPECT_EQ(client.post("/api/v1/chat/stream", support::question("hello", "demo:tokens=3"), with).status, 403);
    auto const before = client.get("/api/v1/conversations", with).body.at("conversations").as_array().size();
    EXPECT_EQ(before, 2u) << "a refused question begins nothing";

    auto const own = client.post("/api/v1/chat", support::question("hello", "demo:tokens=3"), bob.changing());
    auto const conversation = own.string("conversation_id");
    json::object const again{{"conversation_id", conversation}, {"regenerate", own.string("id")}};
    EXPECT_EQ(client.post("/api/v1/chat", json::serialize(again), with).status, 403);
    EXPECT_EQ(client.post("/api/v1/chat", support::question("more", "", conversation), with).status, 403);
}

TEST_F(programs, Z_13_get_no_key_that_is_worth_more_than_their_account) {
    auto const refused = [&](json::object body) {
        body["name"] = "x";
        return make(bob, body).status;
    };

    EXPECT_EQ(refused({{"scopes", {"admin"}}}), 403);
    EXPECT_EQ(refused({{"scopes", {"metrics"}}}), 403);
    EXPECT_EQ(refused({{"scopes", {"person"}}}), 400);
    EXPECT_EQ(refused({{"scopes", {"everything"}}}), 400);
    EXPECT_EQ(refused({{"expires_at", "2001-01-01T00:00:00Z"}}), 400);
    EXPECT_EQ(refused({{"user_id", "x"}}), 400);
    EXPECT_EQ(refused({{"requests_per_minute", 0}}), 400);
}

TEST_F(programs, Z_13_lose_with_a_key_what_its_user_loses) {
    auto const key = bearer(key_of(bob));
    ASSERT_EQ(conversations(key), 200);

    change_elsewhere(bob.user_id, {.status = store::user_status::suspended});
    EXPECT_TRUE(becomes(401, key));

    change_elsewhere(bob.user_id, {.status = store::user_status::active});
    EXPECT_TRUE(becomes(200, key));
}

TEST_F(programs, are_refused_at_once_when_their_key_is_revoked) {
    auto const made = make(bob, {{"name", "program"}});
    auto const key = bearer(made.string("key"));
    auto const path = "/api/v1/keys/" + made.string("id");
    ASSERT_EQ(conversations(key), 200);

    EXPECT_EQ(client.send("DELETE", path, "", admin.changing()).status, 404) << "it is somebody else's";
    EXPECT_EQ(client.send("DELETE", path, "", bob.changing()).status, 204);

    EXPECT_EQ(conversations(key), 401);
    EXPECT_EQ(client.send("DELETE", path, "", bob.changing()).status, 404);
}

TEST_F(programs, get_what_a_change_of_their_key_leaves_them) {
    auto const made = make(bob, {{"name", "program"}});
    auto const key = bearer(made.string("key"));
    ASSERT_EQ(conversations(key), 200);
    auto const body = json::serialize(json::object{{"scopes", {"chat"}}});

    auto const changed = client.send("PATCH", "/api/v1/keys/" + made.string("id"), body, bob.changing());

    EXPECT_EQ(changed.status, 200);
    EXPECT_EQ(conversations(key), 403);
}

}  // namespace
