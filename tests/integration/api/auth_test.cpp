#include "support/api_socket.hpp"
#include "support/page_session.hpp"
#include "support/test_application.hpp"

#include "identity/account_changes.hpp"
#include "store/repositories/audit.hpp"
#include "store/repositories/users.hpp"
#include "store/sqlite/transaction.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <fstream>
#include <future>
#include <iterator>
#include <set>

// Accounts over HTTP: from the first one to the end of an access, streams and sockets included.

namespace {

namespace json = boost::json;
using support::api_reply;
using support::page_session;
using support::usual_password;

struct auth : testing::Test {
    support::test_application server{[](core::settings& settings) {
        settings.access.anonymous = false;
        settings.models.default_model = "demo:tokens=3";
        settings.chat.titles_enabled = false;
    }};
    support::api_client const& client = server.client();

    page_session admin = support::register_page(client, "ann@example.org", "Ann");

    page_session make(std::string const& email) { return support::register_page(client, email, "Bob"); }

    api_reply send(page_session const& who, std::string const& method, std::string const& path,
                   json::object const& body = {}) {
        return client.send(method, path, body.empty() ? "" : json::serialize(body), who.changing());
    }
    int me(page_session const& who) { return client.get("/api/v1/auth/me", who.reading()).status; }

    std::string login(std::string const& email, std::string const& password) {
        return json::serialize(json::object{{"email", email}, {"password", password}, {"cookie", true}});
    }

    // As the command line does it: over a connection of its own to the same file.
    void change_elsewhere(std::string const& id, store::user_patch const& patch) {
        store::connection db(server.folder() / "data" / "parlance.db");
        store::transaction on(db, store::transaction::kind::write);
        auto const now = core::system_clock().now();
        ASSERT_TRUE(identity::change_account(db, id, "", patch, {.kind = "operator"}, now));
        on.commit();
    }
};

TEST_F(auth, makes_the_first_account_the_administrators) {
    auto const me = client.get("/api/v1/auth/me", admin.reading());

    ASSERT_EQ(me.status, 200) << me.text;
    auto const& user = me.body.at("user");
    EXPECT_EQ(user.at("role").as_string(), "admin");
    EXPECT_EQ(user.at("tier").as_string(), "enterprise");
    EXPECT_EQ(user.at("email").as_string(), "ann@example.org");
    EXPECT_EQ(user.at("organisation").at("name").as_string(), "Local");
    EXPECT_FALSE(me.body.at("anonymous").as_bool());
    EXPECT_EQ(me.string("csrf_token"), admin.csrf);
}

TEST_F(auth, says_how_one_can_sign_in) {
    auto const options = client.get("/api/v1/auth/options");

    EXPECT_EQ(options.body.at("anonymous").as_bool(), false);
    EXPECT_EQ(options.body.at("registration").as_bool(), true);
    EXPECT_EQ(options.body.at("first_account").as_bool(), false);
}

TEST_F(auth, signs_in_with_a_cookie_that_no_script_can_read) {
    auto const reply = client.post("/api/v1/auth/login", login("Ann@Example.org", usual_password));

    ASSERT_EQ(reply.status, 200) << reply.text;
    EXPECT_TRUE(reply.fields.at("set-cookie").ends_with("; Path=/; HttpOnly; SameSite=Lax; Max-Age=34560000"));
    EXPECT_EQ(reply.fields.at("cache-control"), "no-store");
    EXPECT_EQ(reply.text.find(support::cookie_of(reply).substr(17)), std::string::npos);
    EXPECT_EQ(client.get("/api/v1/conversations", {{"Cookie", support::cookie_of(reply)}}).status, 200);
}

TEST_F(auth, refuses_whoever_is_not_signed_in_and_says_how) {
    auto const reply = client.get("/api/v1/conversations");

    EXPECT_EQ(reply.status, 401);
    EXPECT_EQ(reply.error_code(), "AUTHENTICATION_ERROR");
    EXPECT_EQ(reply.fields.at("www-authenticate"), "Bearer");
}

TEST_F(auth, takes_a_cookie_that_is_worth_nothing_away) {
    auto const reply = client.get("/api/v1/auth/me", {{"Cookie", "parlance_session=nothing"}});

    EXPECT_EQ(reply.status, 401);
    EXPECT_TRUE(reply.fields.at("set-cookie").starts_with("parlance_session=; "));
    EXPECT_EQ(client
                  .post("/api/v1/auth/login", login("ann@example.org", usual_password),
                        {{"Cookie", "parlance_session=nothing"}})
                  .status,
              200);
}

TEST_F(auth, ends_the_session_and_clears_the_browser_when_signing_out) {
    auto const reply = send(admin, "POST", "/api/v1/auth/logout");

    EXPECT_EQ(reply.status, 204);
    EXPECT_EQ(reply.fields.at("clear-site-data"), "\"cookies\", \"storage\"");
    EXPECT_TRUE(reply.fields.at("set-cookie").starts_with("parlance_session=; "));
    EXPECT_EQ(me(admin), 401);
}

TEST_F(auth, changes_the_name_and_shows_it) {
    auto const reply = send(admin, "PATCH", "/api/v1/auth/me", {{"name", "Ann Lee"}});

    EXPECT_EQ(reply.status, 200) << reply.text;
    EXPECT_EQ(client.get("/api/v1/auth/me", admin.reading()).body.at("user").at("name").as_string(), "Ann Lee");
}

TEST_F(auth, lists_sessions_and_ends_one_of_ones_own) {
    auto const second = support::sign_in_page(client, "ann@example.org");
    auto const bob = make("bob@example.org");
    auto const listed = client.get("/api/v1/auth/sessions", second.reading()).body.at("sessions").as_array();
    ASSERT_EQ(listed.size(), 2u);
    std::string first;
    for (auto const& each : listed)
        if (!each.at("current").as_bool()) first = each.at("id").as_string();

    EXPECT_EQ(send(bob, "DELETE", "/api/v1/auth/sessions/" + first).status, 404);
    EXPECT_EQ(me(admin), 200);
    EXPECT_EQ(send(second, "DELETE", "/api/v1/auth/sessions/" + first).status, 204);
    EXPECT_EQ(me(admin), 401);
    EXPECT_EQ(me(second), 200);
}

TEST_F(auth, deletes_an_account_only_with_its_password) {
    auto const bob = make("bob@example.org");

    EXPECT_EQ(send(bob, "DELETE", "/api/v1/auth/me", {{"password", "wrong password"}}).status, 403);
    EXPECT_EQ(send(admin, "DELETE", "/api/v1/auth/me", {{"password", usual_password}}).status, 409);
    EXPECT_EQ(send(bob, "DELETE", "/api/v1/auth/me", {{"password", usual_password}}).status, 204);
    EXPECT_EQ(me(bob), 401);
    EXPECT_EQ(client.post("/api/v1/auth/login", login("bob@example.org", usual_password)).status, 401);
}

TEST_F(auth, mails_a_reset_that_opens_the_password_once) {
    auto const file = server.folder() / "letter";
    server.abandon();
    server.start([&](core::settings& settings) {
        settings.access.mail_command = "dd of=" + file.string();
        settings.server.public_url = "https://chat.example.org";
    });

    EXPECT_EQ(client.post("/api/v1/auth/password/forgot", R"({"email":"nobody@example.org"})").status, 202);
    EXPECT_EQ(client.post("/api/v1/auth/password/forgot", R"({"email":"ann@example.org"})").status, 202);
    std::string letter;
    while (letter.find("It can be used once") == letter.npos) {  // the job runs beside; the test's own deadline ends it
        std::ifstream in(file);
        letter.assign(std::istreambuf_iterator<char>(in), {});
    }
    EXPECT_TRUE(letter.starts_with("To: ann@example.org\n")) << letter;
    auto const link = letter.find("https://chat.example.org/reset#token=");
    ASSERT_NE(link, letter.npos) << letter;
    auto const begin = letter.find('=', link) + 1;
    auto const token = letter.substr(begin, letter.find('\n', begin) - begin);

    json::object const body{{"token", token}, {"new_password", "another password"}};
    EXPECT_EQ(client.post("/api/v1/auth/password/reset", json::serialize(body)).status, 204);
    EXPECT_EQ(me(admin), 401) << "every session ends";
    EXPECT_EQ(client.post("/api/v1/auth/login", login("ann@example.org", "another password")).status, 200);
    EXPECT_EQ(client.post("/api/v1/auth/password/reset", json::serialize(body)).status, 400);
}

TEST_F(auth, keeps_registration_for_administrators_where_it_is_closed) {
    server.abandon();
    server.start([](core::settings& settings) { settings.access.registration_enabled = false; });

    EXPECT_EQ(client.post("/api/v1/auth/register", R"({"name":"B","email":"b@example.org","password":"correct horse"})")
                  .status,
              403);
    EXPECT_EQ(client.get("/api/v1/auth/options").body.at("registration").as_bool(), false);
}

TEST_F(auth, replaces_an_imported_bcrypt_hash_at_the_first_login) {
    auto const bob = make("bob@example.org");
    auto const file = server.folder() / "data" / "parlance.db";
    {
        // "correct horse battery" with cost 4
        store::connection db(file);
        store::users::set_password(db, bob.user_id, "$2b$04$abcdefghijklmnopqrstuuqREtd3VJD2QVZbuFskFSLk6eRIrQoOS",
                                   core::from_ms(0));
    }
    auto const stored = [&] {
        store::connection db(file, {.read_only = true});
        return store::users::find(db, bob.user_id)->password_hash;
    };

    EXPECT_EQ(client.post("/api/v1/auth/login", login("bob@example.org", "something else")).status, 401);
    EXPECT_TRUE(stored().starts_with("$2b$"));
    EXPECT_EQ(client.post("/api/v1/auth/login", login("bob@example.org", usual_password)).status, 200);
    EXPECT_TRUE(stored().starts_with("$argon2id$"));
    EXPECT_EQ(client.post("/api/v1/auth/login", login("bob@example.org", usual_password)).status, 200);
}

TEST_F(auth, writes_down_who_came_in_who_did_not_and_what_changed) {
    auto const bob = make("bob@example.org");
    client.post("/api/v1/auth/login", login("bob@example.org", "not the password"));
    client.post("/api/v1/auth/login", login("nobody@example.org", "not the password"));
    change_elsewhere(bob.user_id, {.tier = "starter", .status = store::user_status::suspended});

    store::connection db(server.folder() / "data" / "parlance.db", {.read_only = true});
    std::vector<std::string> seen;
    for (auto const& each : store::audit::after(db, 0, 100)) {
        seen.push_back(each.action + " " + each.actor_kind + " " + each.outcome);
        EXPECT_EQ(each.details.find("password"), std::string::npos);
    }
    EXPECT_EQ(seen, (std::vector<std::string>{"user.create user done", "login.done user done", "user.create user done",
                                              "login.done user done", "login.failed nobody refused",
                                              "login.failed nobody refused", "user.set_tier operator done",
                                              "user.suspend operator done"}));
}

TEST_F(auth, keeps_what_each_account_said_apart) {
    auto const bob = make("bob@example.org");
    auto stream = client.ask(support::question("hello"), admin.changing());
    stream.rest();

    EXPECT_EQ(client.get("/api/v1/conversations", admin.reading()).body.at("conversations").as_array().size(), 1u);
    EXPECT_EQ(client.get("/api/v1/conversations", bob.reading()).body.at("conversations").as_array().size(), 0u);
    EXPECT_EQ(client.get("/api/v1/turns/" + stream.field("x-turn-id"), bob.reading()).status, 404);
}

TEST(auth_without_login, is_the_local_users_until_there_is_an_account) {
    support::test_application server;
    auto const& client = server.client();

    auto const me = client.get("/api/v1/auth/me");
    EXPECT_TRUE(me.body.at("anonymous").as_bool());
    EXPECT_EQ(me.body.at("user").at("status").as_string(), "local");
    EXPECT_TRUE(client.get("/api/v1/auth/options").body.at("first_account").as_bool());
    EXPECT_EQ(client.post("/api/v1/auth/logout").status, 204);
}

}  // namespace
