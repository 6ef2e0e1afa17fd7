#include "request_rows.hpp"

#include "identity/account_changes.hpp"
#include "store/repositories/users.hpp"
#include "store/sqlite/transaction.hpp"
#include "support/api_socket.hpp"
#include "support/page_session.hpp"
#include "support/test_application.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <future>
#include <iostream>
#include <set>

// Whoever tries to come in without a right to, or to stay.

namespace negative {

namespace {

namespace json = boost::json;
using namespace std::chrono_literals;
using support::page_session;
using support::usual_password;

void with_accounts(core::settings& settings) {
    settings.access.anonymous = false;
    settings.models.default_model = "demo:tokens=3";
    settings.chat.titles_enabled = false;
}

struct accounts : testing::Test {
    support::test_application server{with_accounts};
    support::api_client const& client = server.client();
    page_session admin = support::register_page(client, "ann@example.org");
    page_session bob = support::register_page(client, "bob@example.org");

    int login(std::string const& email, std::string const& password) { return login_reply(email, password).status; }
    support::api_reply login_reply(std::string const& email, std::string const& password) {
        json::object const body{{"email", email}, {"password", password}, {"cookie", true}};
        return client.post("/api/v1/auth/login", json::serialize(body));
    }
    int me(page_session const& who) { return client.get("/api/v1/auth/me", who.reading()).status; }

    std::filesystem::path file() const { return server.folder() / "data" / "parlance.db"; }

    // As another process does it.
    void change_elsewhere(std::string const& id, store::user_patch const& patch) {
        store::connection db(file());
        store::transaction on(db, store::transaction::kind::write);
        auto const now = core::system_clock().now();
        ASSERT_TRUE(identity::change_account(db, id, "", patch, {.kind = "operator"}, now));
        on.commit();
    }
};

// Reads what comes until the server ends it; how long that took.
std::chrono::milliseconds time_to_the_end(support::event_source& stream) {
    auto const begin = std::chrono::steady_clock::now();
    while (stream.next(true)) {}
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
}

std::chrono::milliseconds time_to_the_end(support::api_socket& page) {
    auto const begin = std::chrono::steady_clock::now();
    try {
        for (;;) page.next("nothing");
    } catch (std::exception const&) {}
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
}

constexpr auto endless = "demo:tokens=100000,delay_ms=20";

TEST_F(accounts, A_11_the_stored_hash_is_no_password) {
    store::connection db(file(), {.read_only = true});

    EXPECT_EQ(login("ann@example.org", store::users::find_by_email(db, "ann@example.org")->password_hash), 401);
}

TEST_F(accounts, A_13_no_password_opens_with_a_token_that_was_not_given_out) {
    std::string const next = R"("new_password":"another password")";
    auto const reset = [&](std::string const& token) {
        return client.post("/api/v1/auth/password/reset", "{" + token + next + "}").status;
    };
    for (auto const* token : {R"("token":null,)", R"("token":"",)", "", R"("token":[],)", R"("token":{},)",
                              R"("token":0,)", R"("token":true,)", R"("token":"null",)", R"("token":"undefined",)",
                              R"("token":"%",)", R"("token":"' OR '1'='1",)"})
        EXPECT_EQ(reset(token), 400) << token;
    {
        store::connection db(file());
        auto const now = core::system_clock().now();
        auto const past = identity::make_reset(db, bob.user_id, "", {}, now - 2h).value();
        EXPECT_EQ(reset("\"token\":\"" + past.token + "\","), 400) << "expired";
        auto const first = identity::make_reset(db, bob.user_id, "", {}, now).value();
        auto const second = identity::make_reset(db, bob.user_id, "", {}, now).value();
        EXPECT_EQ(reset("\"token\":\"" + first.token + "\","), 400) << "replaced";
        EXPECT_EQ(reset("\"token\":\"" + second.token + "x\","), 400);
        EXPECT_EQ(login("bob@example.org", usual_password), 200) << "unchanged";
        EXPECT_EQ(reset("\"token\":\"" + second.token + "\","), 204);
        EXPECT_EQ(reset("\"token\":\"" + second.token + "\","), 400) << "used";
    }
    EXPECT_EQ(login("ann@example.org", usual_password), 200) << "somebody else's";
    EXPECT_EQ(login("bob@example.org", "another password"), 200);
}

TEST_F(accounts, A_16_whoever_is_suspended_by_another_process_is_out_within_five_seconds_streams_included) {
    auto stream = client.ask(support::question("hello", endless), bob.changing());
    ASSERT_EQ(stream.status(), 200);
    stream.take(3);
    support::api_socket page(client.port(), "Cookie: " + bob.cookie + "\r\n");
    ASSERT_EQ(page.status(), 101);
    page.send({{"type", "ping"}});
    page.next("pong");

    change_elsewhere(bob.user_id, {.status = store::user_status::suspended});

    EXPECT_LT(time_to_the_end(stream), 5s);
    EXPECT_FALSE(stream.ended_well()) << "a cut answer must not look complete";
    EXPECT_LT(time_to_the_end(page), 5s);
    EXPECT_EQ(me(bob), 401);
    EXPECT_EQ(login("bob@example.org", usual_password), 403);
    EXPECT_EQ(login("bob@example.org", "wrong password"), 401) << "only the owner learns it";
    EXPECT_EQ(me(admin), 200);
}

TEST_F(accounts, A_16_others_streams_go_on) {
    auto stream = client.ask(support::question("hello", endless), admin.changing());
    ASSERT_EQ(stream.status(), 200);

    change_elsewhere(bob.user_id, {.status = store::user_status::suspended});
    change_elsewhere(bob.user_id, {.status = store::user_status::active});

    EXPECT_EQ(stream.take(150).size(), 150u);   // three seconds, two looks
}

TEST_F(accounts, A_17_a_demoted_administrators_socket_is_closed_within_five_seconds) {
    change_elsewhere(bob.user_id, {.role = core::role::admin});
    support::api_socket page(client.port(), "Cookie: " + admin.cookie + "\r\n");
    page.send({{"type", "ping"}});
    page.next("pong");

    change_elsewhere(admin.user_id, {.role = core::role::user});

    EXPECT_LT(time_to_the_end(page), 5s);
    EXPECT_EQ(client.get("/api/v1/auth/me", admin.reading()).body.at("user").at("role").as_string(), "user");
}

TEST_F(accounts, A_18_a_session_that_was_signed_out_is_worth_nothing) {
    auto stream = client.ask(support::question("hello", endless), bob.changing());
    ASSERT_EQ(stream.status(), 200);

    EXPECT_EQ(client.post("/api/v1/auth/logout", "", bob.changing()).status, 204);

    EXPECT_EQ(me(bob), 401);
    EXPECT_EQ(client.post("/api/v1/chat", support::question("hello"), bob.changing()).status, 401);
    EXPECT_LT(time_to_the_end(stream), 5s);
}

TEST_F(accounts, A_22_guessing_is_slowed_down_and_its_end_can_be_waited_for) {
    int wrong = 0, later = 0;
    for (int i = 0; i < 40; ++i) {
        auto const reply = login_reply("ann@example.org", "guess " + std::to_string(i));
        if (reply.status == 401) ++wrong;
        if (reply.status != 429) continue;
        ++later;
        EXPECT_EQ(reply.error_code(), "RATE_LIMIT_EXCEEDED");
        EXPECT_GT(std::stoi(reply.fields.at("retry-after")), 0);
        EXPECT_LE(std::stoi(reply.fields.at("retry-after")), 30);
    }

    EXPECT_EQ(wrong, 10);
    EXPECT_EQ(later, 30);
    EXPECT_EQ(me(admin), 200) << "who is in stays in";
}

TEST_F(accounts, A_22_an_address_that_tries_many_accounts_is_slowed_down) {
    int tries = 0;
    while (tries < 200 && login("user" + std::to_string(tries) + "@example.org", "guess") != 429) ++tries;

    EXPECT_LT(tries, 200);
}

TEST_F(accounts, A_22_an_unknown_account_is_refused_in_the_same_words) {
    auto known = login_reply("ann@example.org", "wrong password");
    auto unknown = login_reply("nobody@example.org", "wrong password");
    known.body.at("error").as_object().erase("request_id");
    unknown.body.at("error").as_object().erase("request_id");

    EXPECT_EQ(known.status, unknown.status);
    EXPECT_EQ(known.body, unknown.body);
}

TEST_F(accounts, A_23_a_password_of_more_than_1024_bytes_is_refused_before_it_is_hashed) {
    std::string const long_one(1025, 'x');
    std::string const huge(1 << 20, 'x');

    for (int i = 0; i < 20; ++i) {
        EXPECT_EQ(login("ann@example.org", long_one), 400);
        EXPECT_EQ(login("ann@example.org", huge), 400);
    }
    EXPECT_EQ(login("ann@example.org", usual_password), 200) << "no try was counted";
}

TEST_F(accounts, A_23_a_crowd_at_the_login_is_refused_and_others_are_served) {
    std::vector<std::future<int>> crowd;
    for (int i = 0; i < 60; ++i)
        crowd.push_back(std::async(std::launch::async, [this, i] {
            return login("crowd" + std::to_string(i) + "@example.org", std::string(1024, 'x'));
        }));
    for (int i = 0; i < 20; ++i) EXPECT_EQ(client.get("/health").status, 200);

    std::set<int> seen;
    for (auto& each : crowd) seen.insert(each.get());
    for (auto const status : seen) EXPECT_TRUE(status == 401 || status == 429 || status == 503) << status;
}

TEST_F(accounts, A_24_headers_that_name_a_user_or_an_address_are_not_believed) {
    for (auto const* name : {"X-User", "X-User-Id", "X-User-Email", "X-Forwarded-User", "X-Remote-User", "Remote-User",
                             "X-Auth-Request-User", "X-Auth-Request-Email"}) {
        EXPECT_EQ(client.get("/api/v1/auth/me", {{name, "ann@example.org"}}).status, 401) << name;
        EXPECT_EQ(client.get("/api/v1/auth/me", {{name, admin.user_id}}).status, 401) << name;
    }
    // Another address in each request: it would have its own tries.
    int later = 0;
    for (int i = 0; i < 20; ++i) {
        auto const address = "192.0.2." + std::to_string(i);
        json::object const body{{"email", "ann@example.org"}, {"password", "guess"}};
        auto const reply =
            client.post("/api/v1/auth/login", json::serialize(body),
                        {{"X-Forwarded-For", address}, {"X-Real-IP", address}, {"Forwarded", "for=" + address}});
        if (reply.status == 429) ++later;
    }
    EXPECT_EQ(later, 10);
}

TEST_F(accounts, A_24_a_claim_of_tls_is_not_believed) {
    auto const reply = client.post("/api/v1/auth/login",
                                   R"({"email":"ann@example.org","password":"correct horse battery","cookie":true})",
                                   {{"X-Forwarded-Proto", "https"}});

    EXPECT_TRUE(reply.fields.at("set-cookie").starts_with("parlance_session="));
}

TEST_F(accounts, A_26_a_host_decides_nothing_and_must_be_one) {
    auto const me_at = [&](support::extra_fields fields) {
        fields.emplace_back("Cookie", bob.cookie);
        return client.get("/api/v1/auth/me", fields).status;
    };
    for (auto const* host : {"evil.example/x", "user@evil.example", "a b", "evil.example\\x", ""})
        EXPECT_EQ(me_at({{"Host", host}}), 400) << host;
    EXPECT_EQ(me_at({{"Host", "localhost"}, {"Host", "evil.example"}}), 400);
    EXPECT_EQ(client.get("http://evil.example/api/v1/auth/me", bob.reading()).status, 400);
    // Another name of ours is no other account.
    auto const reply = client.get("/api/v1/auth/me", {{"Host", "other.example"}, {"Cookie", bob.cookie}});
    EXPECT_EQ(reply.body.at("user").at("id").as_string(), bob.user_id);
}

TEST_F(accounts, A_29_a_login_has_a_session_of_its_own_whatever_was_planted) {
    json::object const body{{"email", "bob@example.org"}, {"password", usual_password}, {"cookie", true}};
    auto const reply = client.post("/api/v1/auth/login", json::serialize(body),
                                   {{"Cookie", "parlance_session=planted-by-somebody-else"}});

    EXPECT_EQ(reply.status, 200);
    EXPECT_NE(support::cookie_of(reply), "parlance_session=planted-by-somebody-else");
    EXPECT_EQ(client.get("/api/v1/auth/me", {{"Cookie", "parlance_session=planted-by-somebody-else"}}).status, 401);
}

TEST_F(accounts, A_29_a_new_password_ends_every_other_session_and_renews_this_one) {
    auto const other = support::sign_in_page(client, "bob@example.org");
    json::object const body{{"current_password", usual_password}, {"new_password", "another password"}};

    auto const reply = client.post("/api/v1/auth/password", json::serialize(body), bob.changing());

    ASSERT_EQ(reply.status, 204) << reply.text;
    EXPECT_EQ(me(other), 401);
    EXPECT_EQ(me(bob), 401) << "the secret from before";
    EXPECT_EQ(client.get("/api/v1/auth/me", {{"Cookie", support::cookie_of(reply)}}).status, 200);
    EXPECT_EQ(login("bob@example.org", usual_password), 401);
}

TEST(first_account, A_27_is_one_however_many_register_at_once) {
    support::test_application server(with_accounts);
    auto const& client = server.client();
    constexpr int people = 50;
    std::vector<std::future<int>> all;
    for (int i = 0; i < people; ++i)
        all.push_back(std::async(std::launch::async, [&client, i] {
            json::object const body{{"name", "N"},
                                    {"email", "user" + std::to_string(i) + "@example.org"},
                                    {"password", usual_password},
                                    {"cookie", true}};
            return client.post("/api/v1/auth/register", json::serialize(body)).status;
        }));
    int made = 0;
    for (auto& each : all) {
        auto const status = each.get();
        if (status == 201) ++made;
        else EXPECT_TRUE(status == 503 || status == 429) << status;
    }

    store::connection db(server.folder() / "data" / "parlance.db", {.read_only = true});
    auto const page = store::users::list(db, {.limit = 1000});
    int admins = 0;
    for (auto const& each : page.rows) admins += each.role == core::role::admin;
    EXPECT_GE(made, 10);
    EXPECT_EQ(page.total, made);
    EXPECT_EQ(admins, 1);
}

// Requests that a browser sends by itself with the cookie, whoever made it send them.
struct cookie_row {
    char const* name;
    support::extra_fields fields;
    int status;
};

TEST_F(accounts, X_08_a_cookie_alone_changes_nothing) {
    support::extra_fields const token{{"X-CSRF-Token", bob.csrf}};
    std::vector<cookie_row> const rows{
        {"no_token_no_origin", {}, 403},
        {"no_token", {{"Origin", "http://localhost"}}, 403},
        {"empty_token", {{"Origin", "http://localhost"}, {"X-CSRF-Token", ""}}, 403},
        {"foreign_token", {{"Origin", "http://localhost"}, {"X-CSRF-Token", admin.csrf}}, 403},
        {"token_of_nothing", {{"Origin", "http://localhost"}, {"X-CSRF-Token", "undefined"}}, 403},
        {"token_without_origin", {token}, 403},
        {"evil_origin", {{"Origin", "https://evil.example"}, token[0]}, 403},
        {"opaque_origin", {{"Origin", "null"}, token[0]}, 403},
        {"other_port", {{"Origin", "http://localhost:1"}, token[0]}, 403},
        {"cross_site", {{"Sec-Fetch-Site", "cross-site"}, token[0]}, 403},
        {"same_site", {{"Sec-Fetch-Site", "same-site"}, token[0]}, 403},
        {"typed_in", {{"Sec-Fetch-Site", "none"}, token[0]}, 403},
        {"own_page", {{"Sec-Fetch-Site", "same-origin"}, token[0]}, 201},
        {"own_origin", {{"Origin", "http://localhost"}, token[0]}, 201},
    };
    std::cout << rows.size() << " requests by cookie\n";
    for (auto const& row : rows) {
        auto fields = row.fields;
        fields.emplace_back("Cookie", bob.cookie);
        EXPECT_EQ(client.post("/api/v1/conversations", "{}", fields).status, row.status) << row.name;
    }
    EXPECT_EQ(client.get("/api/v1/conversations", bob.reading()).body.at("conversations").as_array().size(), 2u);
}

TEST_F(accounts, X_08_a_listed_site_may_call_but_never_with_our_cookie) {
    server.abandon();
    server.start([](core::settings& settings) { settings.server.cors_origins = {"https://app.example.org"}; });

    auto const reply =
        client.post("/api/v1/conversations", "{}",
                    {{"Cookie", bob.cookie}, {"X-CSRF-Token", bob.csrf}, {"Origin", "https://app.example.org"}});

    EXPECT_EQ(reply.status, 403);
}

TEST_F(accounts, X_08_a_socket_by_cookie_is_for_our_own_page_only) {
    server.abandon();
    server.start([](core::settings& settings) { settings.server.cors_origins = {"https://app.example.org"}; });
    auto const status = [&](std::string const& origin, std::string const& cookie) {
        return support::api_socket(client.port(), "Cookie: " + cookie + "\r\nOrigin: " + origin + "\r\n").status();
    };

    EXPECT_EQ(status("https://evil.example", bob.cookie), 403);
    EXPECT_EQ(status("https://app.example.org", bob.cookie), 403);
    EXPECT_EQ(status("null", bob.cookie), 403);
    EXPECT_EQ(status("http://localhost", "parlance_session=guess"), 401);
    EXPECT_EQ(status("http://localhost", bob.cookie), 101);
}

TEST_F(accounts, X_09_no_other_origin_may_read_and_none_with_credentials) {
    server.abandon();
    server.start([](core::settings& settings) { settings.server.cors_origins = {"https://app.example.org"}; });
    for (auto const* origin :
         {"https://evil.example", "null", "https://app.example.org.evil.example", "http://app.example.org",
          "https://app.example.org:444", "https://evil.example#https://app.example.org", "https://APP.example.org"}) {
        auto const reply = client.get("/api/v1/auth/me", {{"Origin", origin}, {"Cookie", bob.cookie}});
        EXPECT_FALSE(reply.fields.contains("access-control-allow-origin")) << origin;
    }
    auto const listed = client.get("/api/v1/auth/options", {{"Origin", "https://app.example.org"}});
    EXPECT_EQ(listed.fields.at("access-control-allow-origin"), "https://app.example.org");
    EXPECT_FALSE(listed.fields.contains("access-control-allow-credentials"));
}

TEST_F(accounts, X_13_signing_out_clears_what_the_browser_keeps) {
    auto const reply = client.post("/api/v1/auth/logout", "", bob.changing());

    EXPECT_EQ(reply.fields.at("clear-site-data"), "\"cookies\", \"storage\"");
    EXPECT_NE(reply.fields.at("set-cookie").find("Max-Age=0"), std::string::npos);
}

TEST_F(accounts, H_21_no_cache_between_keeps_what_is_private) {
    for (auto const* path : {"/api/v1/auth/me", "/api/v1/conversations", "/api/v1/auth/sessions", "/api/v1/models"}) {
        auto const reply = client.get(path, {{"Cookie", bob.cookie}, {"If-None-Match", "*"}});
        EXPECT_EQ(reply.status, 200) << path;
        EXPECT_EQ(reply.fields.at("cache-control"), "no-store") << path;
        EXPECT_NE(reply.fields.at("vary").find("Cookie"), std::string::npos) << path;
        EXPECT_FALSE(reply.fields.contains("etag")) << path;
    }
    EXPECT_EQ(client.get("/api/v1/conversations", {{"If-None-Match", "*"}}).fields.at("cache-control"), "no-store");
}

}  // namespace

}  // namespace negative
