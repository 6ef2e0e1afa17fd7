#include "support/page_session.hpp"
#include "support/test_application.hpp"

#include "identity/audit/chain.hpp"
#include "store/sqlite/connection.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

// What administrators and auditors do with their organisation, and that they reach no other.

namespace {

namespace json = boost::json;
using support::api_reply;
using support::page_session;

struct administration : testing::Test {
    support::test_application server{[](core::settings& settings) {
        settings.access.anonymous = false;
        settings.models.default_model = "demo:tokens=3";
        settings.chat.titles_enabled = false;
    }};
    support::api_client const& client = server.client();

    page_session admin = support::register_page(client, "ann@example.org", "Ann");
    page_session user = support::register_page(client, "bob@example.org", "Bob");

    api_reply send(page_session const& who, std::string const& method, std::string const& path,
                   json::object const& body = {}) {
        return client.send(method, "/api/v1" + path, body.empty() ? "" : json::serialize(body), who.changing());
    }
    api_reply get(page_session const& who, std::string const& path) {
        return client.get("/api/v1" + path, who.reading());
    }
    int set(page_session const& who, json::object const& change) {
        return send(admin, "PATCH", "/admin/users/" + who.user_id, change).status;
    }
    // The administrator of an organisation of their own.
    page_session elsewhere() {
        send(admin, "POST", "/admin/organisations",
             {{"name", "Other"}, {"admin_email", "zoe@example.com"}, {"admin_password", support::usual_password}});
        return support::sign_in_page(client, "zoe@example.com");
    }
    std::vector<std::string> actions(std::string const& filter = {}) {
        std::vector<std::string> out;
        for (auto const& each : get(admin, "/admin/audit" + filter).body.at("entries").as_array())
            out.emplace_back(each.at("action").as_string());
        return out;
    }
};

TEST_F(administration, makes_a_user_who_sets_their_own_password) {
    auto const made = send(admin, "POST", "/admin/users", {{"name", "Cy"}, {"email", "Cy@Example.org"}});

    ASSERT_EQ(made.status, 201) << made.text;
    EXPECT_EQ(made.string("email"), "cy@example.org");
    auto const token = std::string(made.body.at("reset").at("token").as_string());
    EXPECT_EQ(client
                  .post("/api/v1/auth/password/reset",
                        json::serialize(json::object{{"token", token}, {"new_password", support::usual_password}}))
                  .status,
              204);
    EXPECT_FALSE(support::sign_in_page(client, "cy@example.org").cookie.empty());
    EXPECT_EQ(send(admin, "POST", "/admin/users", {{"name", "Cy"}, {"email", "cy@example.org"}}).status, 409);
}

TEST_F(administration, lists_finds_and_counts_users) {
    auto const all = get(admin, "/admin/users").body;
    EXPECT_EQ(all.at("pagination").at("total").as_int64(), 2);

    auto const found = get(admin, "/admin/users?q=bob").body;
    ASSERT_EQ(found.at("users").as_array().size(), 1u);
    EXPECT_EQ(found.at("users").at(0).at("id").as_string(), user.user_id);
    EXPECT_EQ(get(admin, "/admin/users?status=suspended").body.at("pagination").at("total").as_int64(), 0);
}

TEST_F(administration, takes_effect_at_once) {
    EXPECT_EQ(get(user, "/admin/users").status, 403);
    ASSERT_EQ(set(user, {{"role", "auditor"}}), 200);
    EXPECT_EQ(get(user, "/admin/users").status, 200);
    EXPECT_EQ(send(user, "POST", "/admin/groups", {{"name", "x"}}).status, 403) << "an auditor changes nothing";
    ASSERT_EQ(set(user, {{"role", "user"}}), 200);
    EXPECT_EQ(get(user, "/admin/users").status, 403);
    ASSERT_EQ(set(user, {{"status", "suspended"}}), 200);
    EXPECT_EQ(get(user, "/conversations").status, 401);
}

TEST_F(administration, leaves_an_organisation_its_last_administrator) {
    EXPECT_EQ(set(admin, {{"role", "user"}}), 409);
    EXPECT_EQ(set(admin, {{"status", "suspended"}}), 409);
    EXPECT_EQ(send(admin, "DELETE", "/admin/users/" + admin.user_id).status, 409);

    ASSERT_EQ(set(user, {{"role", "admin"}}), 200);
    EXPECT_EQ(set(admin, {{"role", "user"}}), 200);
}

TEST_F(administration, deletes_a_user) {
    EXPECT_EQ(send(admin, "DELETE", "/admin/users/" + user.user_id).status, 204);
    EXPECT_EQ(get(admin, "/admin/users/" + user.user_id).status, 404);
    EXPECT_EQ(get(user, "/conversations").status, 401);
    EXPECT_TRUE(support::sign_in_page(client, "bob@example.org").cookie.empty());
}

TEST_F(administration, keeps_groups) {
    auto const group = send(admin, "POST", "/admin/groups", {{"name", "Staff"}});
    ASSERT_EQ(group.status, 201);
    auto const path = "/admin/groups/" + group.string("id");
    EXPECT_EQ(send(admin, "POST", "/admin/groups", {{"name", "Staff"}}).status, 409);

    EXPECT_EQ(send(admin, "POST", path + "/members", {{"user_id", user.user_id}}).status, 204);
    EXPECT_EQ(send(admin, "POST", path + "/members", {{"user_id", user.user_id}}).status, 204);
    EXPECT_EQ(send(admin, "POST", path + "/members", {{"user_id", "nobody"}}).status, 404);
    EXPECT_EQ(get(admin, path + "/members").body.at("members").as_array().size(), 1u);
    EXPECT_EQ(get(admin, "/admin/groups").body.at("groups").at(0).at("member_count").as_int64(), 1);
    EXPECT_EQ(get(user, "/auth/me").body.at("user").at("groups").at(0).at("name").as_string(), "Staff");

    EXPECT_EQ(send(admin, "PATCH", path, {{"name", "Crew"}}).string("name"), "Crew");
    EXPECT_EQ(send(admin, "DELETE", path + "/members/" + user.user_id).status, 204);
    EXPECT_EQ(send(admin, "DELETE", path + "/members/" + user.user_id).status, 404);
    EXPECT_EQ(send(admin, "DELETE", path).status, 204);
    EXPECT_EQ(send(admin, "DELETE", path).status, 404);
}

TEST_F(administration, ends_at_the_organisation) {
    auto const other = elsewhere();
    auto const group = send(admin, "POST", "/admin/groups", {{"name", "Staff"}}).string("id");

    EXPECT_EQ(get(other, "/admin/users").body.at("pagination").at("total").as_int64(), 1);
    EXPECT_EQ(get(other, "/admin/users/" + user.user_id).status, 404);
    EXPECT_EQ(send(other, "PATCH", "/admin/users/" + user.user_id, {{"role", "admin"}}).status, 404);
    EXPECT_EQ(send(other, "DELETE", "/admin/users/" + user.user_id).status, 404);
    EXPECT_EQ(send(other, "POST", "/admin/users/" + user.user_id + "/reset").status, 404);
    EXPECT_EQ(send(other, "DELETE", "/admin/groups/" + group).status, 404);
    EXPECT_EQ(send(other, "POST", "/admin/groups/" + group + "/members", {{"user_id", other.user_id}}).status, 404);
    EXPECT_EQ(send(admin, "POST", "/admin/groups/" + group + "/members", {{"user_id", other.user_id}}).status, 404);
    EXPECT_EQ(get(other, "/admin/organisations").body.at("organisations").as_array().size(), 1u);
    EXPECT_EQ(send(other, "POST", "/admin/organisations", {{"name", "x"}, {"admin_email", "x@example.com"}}).status,
              403);
    for (auto const& each : get(other, "/admin/audit").body.at("entries").as_array())
        EXPECT_EQ(each.at("object_id").as_string(), other.user_id) << "their own registration, and no more";
    EXPECT_EQ(get(admin, "/admin/organisations").body.at("organisations").as_array().size(), 2u);
}

TEST_F(administration, is_in_the_audit_log_and_what_is_refused_is_not) {
    set(user, {{"role", "auditor"}, {"tier", "professional"}});
    set(user, {{"status", "suspended"}});
    set(admin, {{"role", "user"}});

    EXPECT_EQ(
        actions("?object=" + user.user_id),
        (std::vector<std::string>{"user.suspend", "user.set_tier", "user.set_role", "login.done", "user.create"}));
    EXPECT_EQ(actions("?object=" + admin.user_id + "&action=user.set_role").size(), 0u);
    EXPECT_EQ(actions("?actor=" + admin.user_id + "&action=user.suspend").size(), 1u);
    EXPECT_EQ(actions("?from=2100-01-01").size(), 0u);
    EXPECT_EQ(get(admin, "/admin/audit?from=yesterday").status, 400);
    EXPECT_EQ(get(user, "/admin/audit").status, 401);
}

TEST_F(administration, finds_a_log_that_was_tampered_with) {
    auto const before = get(admin, "/admin/audit/verify").body;
    EXPECT_TRUE(before.at("valid").as_bool());
    EXPECT_GT(before.at("sealed").as_int64() + before.at("unsealed").as_int64(), 0);

    store::connection db(server.folder() / "data" / "parlance.db");
    identity::seal_some(db, 1000);
    db.run_script("DROP TRIGGER audit_log_seal_only;"
                  "UPDATE audit_log SET actor_id = 'somebody else' WHERE position = 1");

    auto const after = get(admin, "/admin/audit/verify").body;
    EXPECT_FALSE(after.at("valid").as_bool());
    EXPECT_EQ(after.at("broken_at").as_int64(), 1);
}

}  // namespace
