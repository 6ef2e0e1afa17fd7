#include "request_rows.hpp"

#include "core/base64url.hpp"
#include "core/digest.hpp"
#include "core/log.hpp"
#include "identity/jwt/jws.hpp"
#include "support/fake_provider.hpp"
#include "support/page_session.hpp"
#include "support/test_application.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <iostream>

// Credentials of programs that must open nothing, against the whole server. How tokens are taken apart is shown by more
// rows, in unit/identity/jwt.

namespace negative {

namespace {

namespace json = boost::json;
using identity::jwt::algorithm;
using identity::jwt::key;

std::string const shared_secret = "a secret that other programs share: 4711-0815";

std::int64_t seconds_now() {
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

struct forged {
    std::string id, name, credential;
};

// One server that signs with ES256, one that signs with a secret which these tests know, so that they can sign
// anything.
struct servers {
    static void accounts_only(core::settings& settings) {
        settings.access.anonymous = false;
        settings.server.trusted_proxies = {"127.0.0.1"};
        settings.chat.titles_enabled = false;
        settings.models.default_model = "demo:tokens=3";
    }
    static std::string login(support::api_client const& client, char const* field) {
        json::object const body{{"email", "ann@example.org"}, {"password", support::usual_password}};
        return client.post("/api/v1/auth/login", json::serialize(body)).string(field);
    }

    support::test_application signing{accounts_only};
    support::test_application sharing{[](core::settings& settings) {
        accounts_only(settings);
        settings.access.jwt_algorithm = "HS256";
        settings.app.secret_key = shared_secret;
    }};
    support::page_session ann = support::register_page(signing.client(), "ann@example.org");
    support::page_session other_ann = support::register_page(sharing.client(), "ann@example.org");
    std::string token = login(signing.client(), "access_token");
    std::string shared_token = login(sharing.client(), "access_token");
};

// Each from an address of its own: whoever tries often from one is told to wait.
support::api_reply get(support::api_client const& client, std::string const& path, support::extra_fields fields = {}) {
    static int number = 0;
    ++number;
    fields.emplace_back("X-Forwarded-For", fmt::format("192.0.{}.{}", 2 + number / 250, 1 + number % 250));
    return client.get(path, fields);
}

std::string shared(json::object header, json::object payload) {
    auto const text = core::to_base64url(json::serialize(header)) + '.' + core::to_base64url(json::serialize(payload));
    return text + '.' + core::to_base64url(core::bytes_of(core::hmac_sha256(shared_secret, text)));
}

std::vector<forged> of_the_signing_server(servers& use) {
    std::vector<forged> out;
    auto const first = use.token.find('.');
    auto const second = use.token.rfind('.');
    auto const payload = use.token.substr(first + 1, second - first - 1);
    auto const with_header = [&](std::string const& header) { return core::to_base64url(header) + '.' + payload; };
    out.push_back({"A-01", "none", with_header(R"({"alg":"none","typ":"at+jwt"})") + '.'});
    out.push_back({"A-01", "no_signature", use.token.substr(0, second + 1)});
    for (auto const* alg : {R"("None")", R"("nOnE")", "1", "[]", R"("HS256 ")"})
        out.push_back({"A-02", fmt::format("alg_{}", out.size()),
                       with_header(fmt::format(R"({{"alg":{},"typ":"at+jwt"}})", alg)) + use.token.substr(second)});
    auto const jwks = use.signing.client().get("/.well-known/jwks.json").text;
    auto const jwk = json::serialize(json::parse(jwks).at("keys").as_array().at(0));
    auto const x = std::string(json::parse(jwk).at("x").as_string());
    for (auto const& [name, secret] : std::vector<std::pair<std::string, std::string>>{
             {"jwks", jwks}, {"jwk", jwk}, {"number", x}, {"number_bytes", *core::from_base64url(x)}, {"empty", ""}}) {
        auto const text = with_header(R"({"alg":"HS256","typ":"at+jwt"})");
        out.push_back({"A-03", "hmac_with_" + name,
                       text + '.' + core::to_base64url(core::bytes_of(core::hmac_sha256(secret, text)))});
    }
    auto const stranger = key::generate(algorithm::es256);
    auto const text =
        with_header(R"({"alg":"ES256","typ":"at+jwt","jwk":)" + stranger.public_jwk(algorithm::es256) + '}');
    out.push_back({"A-04", "own_key_in_the_header",
                   text + '.' + core::to_base64url(stranger.sign(algorithm::es256, text))});
    for (auto const size : {20uz, 100uz, use.token.size() - 1})
        out.push_back({"A-09", fmt::format("first_{}_bytes", size), use.token.substr(0, size)});
    auto changed = use.token;
    changed[second + 10] = changed[second + 10] == 'A' ? 'B' : 'A';
    out.push_back({"A-09", "one_byte_differs", changed});
    out.push_back({"A-09", "one_byte_more", use.token + 'A'});
    return out;
}

std::vector<forged> of_the_sharing_server(servers& use) {
    std::vector<forged> out;
    auto const first = use.shared_token.find('.');
    auto const middle = use.shared_token.substr(first + 1, use.shared_token.rfind('.') - first - 1);
    auto const good = json::parse(*core::from_base64url(middle)).as_object();
    json::object const header{{"alg", "HS256"}, {"typ", "at+jwt"}};
    auto const with = [&](std::string id, std::string name, auto const& change, json::object const& head) {
        auto payload = good;
        change(payload);
        out.push_back({std::move(id), std::move(name), shared(head, payload)});
    };
    auto const set = [](char const* claim, json::value value) {
        return [claim, value = std::move(value)](json::object& p) { p[claim] = value; };
    };
    auto const erase = [](char const* claim) { return [claim](json::object& p) { p.erase(claim); }; };
    with("A-04", "unknown_crit", [](auto&) {}, {{"alg", "HS256"}, {"typ", "at+jwt"}, {"crit", {"x"}}, {"x", 1}});
    with("A-07", "exp_past", set("exp", seconds_now() - 61), header);
    with("A-07", "exp_text", set("exp", json::value(std::to_string(seconds_now() + 60))), header);
    with("A-07", "exp_negative", set("exp", -1), header);
    with("A-07", "exp_huge", set("exp", 1e300), header);
    with("A-07", "exp_missing", erase("exp"), header);
    with("A-07", "nbf_future", set("nbf", seconds_now() + 120), header);
    with("A-08", "aud_other", set("aud", "other"), header);
    with("A-08", "aud_missing", erase("aud"), header);
    with("A-08", "type_refresh", set("type", "refresh"), header);
    with("A-08", "type_id", set("type", "id"), header);
    with("A-08", "iss_other", set("iss", "https://evil.example"), header);
    with("A-08", "typ_id_token", [](auto&) {}, {{"alg", "HS256"}, {"typ", "JWT"}});
    with("A-08", "of_no_session", set("sid", "00000000-0000-7000-8000-000000000009"), header);
    with("A-08", "of_another_user", set("sub", "00000000-0000-7000-8000-000000000009"), header);
    return out;
}

struct tokens_of_strangers : testing::Test {
    inline static std::unique_ptr<servers> use;
    static void SetUpTestSuite() { use = std::make_unique<servers>(); }
    static void TearDownTestSuite() { use.reset(); }

    static int me(support::api_client const& client, std::string const& credential) {
        return get(client, "/api/v1/auth/me", {{"Authorization", "Bearer " + credential}}).status;
    }
    static void expect_refused(support::api_client const& client, std::vector<forged> const& rows) {
        std::cout << rows.size() << " forged tokens\n";
        for (auto const& row : rows) {
            SCOPED_TRACE(row.id + ' ' + row.name);
            for (auto const* path : {"/api/v1/auth/me", "/api/v1/conversations", "/api/v1/ws"})
                EXPECT_EQ(get(client, path, {{"Authorization", "Bearer " + row.credential}}).status, 401);
            EXPECT_EQ(get(client, "/api/v1/conversations", {{"x-api-key", row.credential}}).status, 401);
        }
    }
};

TEST_F(tokens_of_strangers, A_01_A_02_A_03_A_04_A_09_open_nothing) {
    ASSERT_EQ(me(use->signing.client(), use->token), 200);
    expect_refused(use->signing.client(), of_the_signing_server(*use));
    EXPECT_EQ(me(use->signing.client(), use->token), 200);
}

TEST_F(tokens_of_strangers, A_04_A_07_A_08_open_nothing_though_well_signed) {
    ASSERT_EQ(me(use->sharing.client(), use->shared_token), 200);
    expect_refused(use->sharing.client(), of_the_sharing_server(*use));
}

TEST_F(tokens_of_strangers, A_08_a_refresh_token_is_no_access_token_and_the_reverse) {
    auto const& client = use->signing.client();
    EXPECT_EQ(me(client, servers::login(client, "refresh_token")), 401);
    json::object const body{{"refresh_token", use->token}};
    EXPECT_EQ(client.post("/api/v1/auth/refresh", json::serialize(body)).status, 400) << "longer than any";
}

TEST_F(tokens_of_strangers, A_04_no_address_in_a_header_is_ever_fetched) {
    support::fake_provider bait;
    auto const& client = use->sharing.client();
    for (auto const* name : {"jku", "x5u"}) {
        json::object const header{{"alg", "HS256"}, {"typ", "at+jwt"}, {name, bait.url() + "/keys"}};
        EXPECT_EQ(me(client, shared(header, {{"iss", "parlance"}, {"exp", seconds_now() + 60}})), 401);
    }

    EXPECT_EQ(bait.requests().size(), 0u);
}

TEST_F(tokens_of_strangers, A_14_hostile_text_is_a_wrong_credential_and_no_more) {
    auto const& client = use->signing.client();
    for (std::string const& text :
         {std::string("sk-x' OR '1'='1"), std::string("x';--"), std::string("parl_aaaaaaaa_' OR '1'='1"),
          "parl_aaaaaaaa_" + std::string(43, '\''), "parl_aaaaaaaa_" + std::string(43, 'A'), std::string("parl_%"),
          std::string("..' OR 1=1--."), std::string(8'000, 'x'), "parl_" + std::string(8'000, 'x')}) {
        SCOPED_TRACE(text.substr(0, 80));
        auto const reply = get(client, "/api/v1/conversations", {{"Authorization", "Bearer " + text}});
        EXPECT_EQ(reply.status, 401);
        EXPECT_EQ(reply.error_code(), "AUTHENTICATION_ERROR");
        EXPECT_EQ(get(client, "/api/v1/conversations", {{"x-api-key", text}}).status, 401);
    }
    auto const huge = get(client, "/api/v1/conversations", {{"Authorization", "Bearer " + std::string(1 << 20, 'x')}});
    EXPECT_TRUE(huge.status == 431 || huge.status == 0) << huge.status;
    EXPECT_EQ(me(client, use->token), 200) << "the next one is served";
}

TEST_F(tokens_of_strangers, S_09_a_good_credential_in_an_address_is_refused_and_not_logged) {
    auto const& client = use->signing.client();
    core::configure_log(core::level::debug, core::log_format::text);
    testing::internal::CaptureStdout();

    for (auto const* name : {"access_token", "api_key", "session_id", "refresh_token"})
        for (auto const* path : {"/api/v1/conversations", "/api/v1/ws", "/api/v1/chat/streams/x"}) {
            auto const target = std::string(path) + '?' + name + '=' + use->token;
            EXPECT_EQ(get(client, target).status, 401);
            EXPECT_EQ(get(client, target, {{"Authorization", "Bearer " + use->token}}).status, 400);
        }

    auto const logged = testing::internal::GetCapturedStdout();
    core::configure_log(core::level::error, core::log_format::text);
    EXPECT_EQ(logged.find(use->token.substr(use->token.size() - 20)), std::string::npos);
}

// No stopwatch: what is done is the same, whatever the key. A wrong secret of a known prefix and an unknown prefix end
// in one comparison of two digests of equal length (bearer.cpp), and their answers are the same.
TEST_F(tokens_of_strangers, K_07_an_unknown_prefix_and_a_wrong_secret_get_the_same_answer) {
    auto const& client = use->signing.client();
    auto const key = client.post("/api/v1/keys", R"({"name":"k"})", use->ann.changing()).string("key");
    ASSERT_EQ(me(client, key), 403);  // known, but no person
    auto wrong = key;
    wrong[20] = wrong[20] == 'A' ? 'B' : 'A';
    auto unknown = key;
    unknown[6] = unknown[6] == 'a' ? 'b' : 'a';
    auto const answer = [&](std::string const& credential) {
        auto reply = get(client, "/api/v1/conversations", {{"x-api-key", credential}, {"X-Request-Id", "same"}});
        for (auto const* name : {"date", "x-trace-id", "x-process-time"}) reply.fields.erase(name);
        return std::pair(reply.fields, reply.text);
    };

    EXPECT_EQ(answer(wrong), answer(unknown));
}

}  // namespace

}  // namespace negative
