#include "identity/jwt/jws.hpp"
#include "support/fake_provider.hpp"
#include "support/page_session.hpp"
#include "support/test_application.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>

// Access tokens that somebody else issues: JWT_ISSUER, JWT_JWKS_URL, JWT_AUDIENCE.

namespace {

namespace json = boost::json;
using identity::jwt::algorithm;
using identity::jwt::key;

struct foreign_tokens : testing::Test {
    key const theirs = key::generate(algorithm::rs256);
    support::fake_provider issuer;
    support::test_application server{[this](core::settings& settings) {
        issuer.answer(
            {support::send(support::whole_reply(200, "{\"keys\":[" + theirs.public_jwk(algorithm::rs256) + "]}"))});
        settings.access.anonymous = false;
        settings.access.jwt_issuer = "https://id.example";
        settings.access.jwt_audience = "assistant";
        settings.access.jwt_jwks_url = issuer.url() + "/keys";
        settings.access.outbound_allow = {"127.0.0.1"};
        settings.models.default_model = "demo:tokens=3";
        settings.chat.titles_enabled = false;
    }};
    support::api_client const& client = server.client();
    support::page_session admin = support::register_page(client, "ann@example.org");

    static json::object claims(std::string const& subject) {
        auto const now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
        return {{"iss", "https://id.example"},
                {"aud", "assistant"},
                {"sub", subject},
                {"email", "ann@example.org"},
                {"exp", now.time_since_epoch().count() + 300}};
    }
    std::string token(json::object const& payload) const {
        return identity::jwt::sign_jws(json::serialize(payload), theirs, algorithm::rs256, "JWT");
    }
    support::api_reply me(std::string const& credential) const {
        return client.get("/api/v1/auth/me", {{"Authorization", "Bearer " + credential}});
    }
    static std::string id_of(support::api_reply const& reply) {
        return std::string(reply.body.at("user").at("id").as_string());
    }
};

TEST_F(foreign_tokens, stand_for_one_account_each_made_when_it_is_first_seen) {
    auto const first = me(token(claims("u1")));
    auto const again = me(token(claims("u1")));
    auto const other = me(token(claims("u2")));

    ASSERT_EQ(first.status, 200) << first.text;
    EXPECT_EQ(id_of(first), id_of(again));
    EXPECT_NE(id_of(first), id_of(other));
    EXPECT_EQ(first.body.at("user").at("tier").as_string(), "free");
    EXPECT_EQ(first.body.at("user").at("role").as_string(), "user");
}

TEST_F(foreign_tokens, are_never_tied_to_an_account_by_an_e_mail_address) {
    EXPECT_NE(id_of(me(token(claims("u1")))), admin.user_id);
}

TEST_F(foreign_tokens, need_the_issuers_audience_type_and_key) {
    auto const with = [&](char const* claim, json::value const& value) {
        auto payload = claims("u1");
        payload[claim] = value;
        return me(token(payload)).status;
    };

    EXPECT_EQ(with("aud", "other"), 401);
    EXPECT_EQ(with("iss", "https://id.example/"), 401);
    EXPECT_EQ(with("type", "refresh"), 401);
    EXPECT_EQ(with("exp", 1), 401);
    EXPECT_EQ(with("sub", ""), 401);
    EXPECT_EQ(issuer.requests().size(), 0u) << "what can't be good costs the issuer nothing";
    auto const stranger = key::generate(algorithm::rs256);
    EXPECT_EQ(me(identity::jwt::sign_jws(json::serialize(claims("u1")), stranger, algorithm::rs256, "JWT")).status,
              401);
    auto const secret = key::of_secret("", theirs.public_jwk(algorithm::rs256));
    EXPECT_EQ(me(identity::jwt::sign_jws(json::serialize(claims("u1")), secret, algorithm::hs256, "JWT")).status, 401);
}

TEST_F(foreign_tokens, cost_the_issuer_one_request_a_minute_at_most) {
    ASSERT_EQ(me(token(claims("u1"))).status, 200);
    for (int i = 0; i < 5; ++i) {
        auto const unknown = key::generate(algorithm::es256);
        EXPECT_EQ(me(identity::jwt::sign_jws(json::serialize(claims("u1")), unknown, algorithm::es256, "JWT")).status,
                  401);
    }

    EXPECT_EQ(issuer.requests().size(), 1u);
    EXPECT_EQ(me(token(claims("u3"))).status, 200);
}

TEST_F(foreign_tokens, F_14_are_not_believed_where_their_keys_lie_at_a_private_address) {
    server.stop();
    server.start([](core::settings& settings) { settings.access.outbound_allow = {}; });

    EXPECT_EQ(me(token(claims("u1"))).status, 503);
    EXPECT_EQ(issuer.connections(), 0);
}

TEST_F(foreign_tokens, make_no_accounts_where_the_settings_say_so) {
    ASSERT_EQ(me(token(claims("u1"))).status, 200);
    server.stop();
    server.start([](core::settings& settings) { settings.access.jwt_registration = false; });

    EXPECT_EQ(me(token(claims("u1"))).status, 200);
    EXPECT_EQ(me(token(claims("u2"))).status, 403);
}

TEST_F(foreign_tokens, say_nothing_about_our_own) {
    auto payload = claims("u1");
    payload["iss"] = "parlance";
    payload["aud"] = "parlance";
    payload["type"] = "access";
    payload["sid"] = "s";

    EXPECT_EQ(me(identity::jwt::sign_jws(json::serialize(payload), theirs, algorithm::rs256, "at+jwt")).status, 401);
}

}  // namespace
