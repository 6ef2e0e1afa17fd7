#include "matrix_server.hpp"
#include "schema_cases.hpp"

#include "store/repositories/conversations.hpp"
#include "support/api_socket.hpp"
#include "support/fake_provider.hpp"
#include "support/page_session.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

// Whoever reaches for what is not theirs: by an id below their own, by a list, by a body, by a key.

namespace negative {

namespace {

namespace json = boost::json;
using support::extra_fields;

struct z_row {
    std::string id, name, method, path, body{};
    extra_fields fields{};
};

// "{my …}" is the caller's, "{…}" somebody else's of the same organisation.
std::vector<z_row> const reaching{
    {"Z-02", "stream", "GET", "/api/v1/chat/streams/{turn}"},
    {"Z-02", "stream_resumed", "GET", "/api/v1/chat/streams/{turn}", "", {{"Last-Event-ID", "1"}}},
    {"Z-02", "stream_from_beyond", "GET", "/api/v1/chat/streams/{turn}", "", {{"Last-Event-ID", "100000"}}},
    {"Z-02", "stream_resumed_by_query", "GET", "/api/v1/chat/streams/{turn}?after=1"},
    {"Z-02", "state", "GET", "/api/v1/turns/{turn}"},
    {"Z-02", "cancel", "POST", "/api/v1/chat/streams/{turn}/cancel"},
    {"Z-03", "conversation", "POST", "/api/v1/chat", R"({"message":"x","conversation_id":"{conversation}"})"},
    {"Z-03", "conversation_streamed", "POST", "/api/v1/chat/stream",
     R"({"message":"x","conversation_id":"{conversation}"})"},
    {"Z-03", "conversation_later", "POST", "/api/v1/chat",
     R"({"message":"x","conversation_id":"{conversation}","async":true})"},
    {"Z-03", "their_parent_in_my_conversation", "POST", "/api/v1/chat",
     R"({"message":"x","conversation_id":"{my conversation}","parent_id":"{message}"})"},
    {"Z-03", "my_parent_in_their_conversation", "POST", "/api/v1/chat",
     R"({"message":"x","conversation_id":"{conversation}","parent_id":"{my message}"})"},
    {"Z-03", "regenerate_theirs_in_mine", "POST", "/api/v1/chat",
     R"({"conversation_id":"{my conversation}","regenerate":"{message}"})"},
    {"Z-03", "regenerate_theirs", "POST", "/api/v1/chat",
     R"({"conversation_id":"{conversation}","regenerate":"{message}"})"},
    {"Z-03", "replace_theirs_in_mine", "POST", "/api/v1/chat",
     R"({"conversation_id":"{my conversation}","replaces":"{message}","message":"x"})"},
    {"Z-03", "regenerate_streamed", "POST", "/api/v1/chat/stream",
     R"({"conversation_id":"{my conversation}","regenerate":"{message}"})"},
    {"Z-03",
     "openai_chat",
     "POST",
     "/v1/chat/completions",
     R"({"messages":[{"role":"user","content":"x"}]})",
     {{"X-Parlance-Conversation", "{conversation}"}}},
    {"Z-03",
     "anthropic_messages",
     "POST",
     "/v1/messages",
     R"({"max_tokens":9,"messages":[{"role":"user","content":"x"}]})",
     {{"X-Parlance-Conversation", "{conversation}"}}},
    {"Z-03", "earlier_response", "POST", "/v1/responses", R"({"input":"x","previous_response_id":"resp_{message}"})"},
    {"Z-03", "earlier_response_kept", "POST", "/v1/responses",
     R"({"input":"x","store":true,"previous_response_id":"resp_{message}"})"},
    {"Z-03", "response", "POST", "/v1/responses", R"({"input":"x"})", {{"X-Parlance-Conversation", "{conversation}"}}},
    {"Z-08", "their_leaf", "GET", "/api/v1/conversations/{my conversation}/branch?leaf={message}"},
    {"Z-08", "their_head", "POST", "/api/v1/conversations/{my conversation}/head", R"({"message_id":"{message}"})"},
    {"Z-08", "their_grantee", "DELETE", "/api/v1/conversations/{my conversation}/grants/{colleague}"},
    {"Z-08", "my_grantee_in_theirs", "DELETE", "/api/v1/conversations/{conversation}/grants/{my companion}"},
    {"Z-08", "their_message", "GET", "/api/v1/messages/{message}"},
    {"Z-08", "their_key", "PATCH", "/api/v1/keys/{key}", R"({"name":"x"})"},
    {"Z-08", "their_key_revoked", "DELETE", "/api/v1/keys/{key}"},
    {"Z-08", "their_session", "DELETE", "/api/v1/auth/sessions/{session}"},
};

// The same for an administrator of another organisation, whose own are the group and what is made in it.
std::vector<z_row> const reaching_across{
    {"Z-08", "member_of_my_group", "POST", "/api/v1/admin/groups/{my group}/members", R"({"user_id":"{companion}"})"},
    {"Z-08", "member_out_of_my_group", "DELETE", "/api/v1/admin/groups/{my group}/members/{companion}"},
    {"Z-08", "me_into_their_group", "POST", "/api/v1/admin/groups/{group}/members", R"({"user_id":"{me}"})"},
    {"Z-08", "budget_of_their_user", "POST", "/api/v1/admin/budgets",
     R"({"subject_kind":"user","subject_id":"{companion}","unit":"tokens","period":"day","amount":1})"},
    {"Z-08", "budget_of_their_group", "POST", "/api/v1/admin/budgets",
     R"({"subject_kind":"group","subject_id":"{group}","unit":"tokens","period":"day","amount":1})"},
    {"Z-08", "budget_of_their_key", "POST", "/api/v1/admin/budgets",
     R"({"subject_kind":"key","subject_id":"{key}","unit":"tokens","period":"day","amount":1})"},
    {"Z-08", "budget_of_their_conversation", "POST", "/api/v1/admin/budgets",
     R"({"subject_kind":"conversation","subject_id":"{conversation}","unit":"tokens","period":"day","amount":1})"},
    {"Z-08", "budget_of_their_organisation", "POST", "/api/v1/admin/budgets",
     R"({"subject_kind":"organisation","subject_id":"{organisation}","unit":"tokens","period":"day","amount":1})"},
    {"Z-16", "their_user", "PATCH", "/api/v1/admin/users/{companion}", R"({"status":"suspended"})"},
    {"Z-16", "their_reset", "POST", "/api/v1/admin/users/{companion}/reset"},
};

// What only the owner of what is shared may do, asked by readers and writers.
std::vector<z_row> const sharing_others{
    {"Z-06", "change", "PATCH", "/api/v1/conversations/{conversation}", R"({"title":"x"})"},
    {"Z-06", "archive", "PATCH", "/api/v1/conversations/{conversation}", R"({"archived":true})"},
    {"Z-06", "delete", "DELETE", "/api/v1/conversations/{conversation}"},
    {"Z-06", "grants", "GET", "/api/v1/conversations/{conversation}/grants"},
    {"Z-06", "share_on", "POST", "/api/v1/conversations/{conversation}/grants", R"({"grantee":"{colleague}"})"},
    {"Z-06", "raise_oneself", "POST", "/api/v1/conversations/{conversation}/grants",
     R"({"grantee":"{me}","may":"write"})"},
    {"Z-06", "throw_out", "DELETE", "/api/v1/conversations/{conversation}/grants/{companion}"},
};
std::vector<z_row> const reading_others{
    {"Z-06", "ask", "POST", "/api/v1/chat", R"({"message":"x","conversation_id":"{conversation}"})"},
    {"Z-06", "head", "POST", "/api/v1/conversations/{conversation}/head", R"({"message_id":"{message}"})"},
    {"Z-06", "cancel", "POST", "/api/v1/chat/streams/{turn}/cancel"},
};

// Lists and changes of everything at once, which there are none of.
std::vector<z_row> const at_once{
    {"Z-17", "all", "DELETE", "/api/v1/conversations"},
    {"Z-17", "all_with_slash", "DELETE", "/api/v1/conversations/"},
    {"Z-17", "star", "DELETE", "/api/v1/conversations/*"},
    {"Z-17", "encoded_star", "DELETE", "/api/v1/conversations/%2a"},
    {"Z-17", "percent", "DELETE", "/api/v1/conversations/%25"},
    {"Z-17", "filter", "DELETE", "/api/v1/conversations?q="},
    {"Z-17", "patch_all", "PATCH", "/api/v1/conversations", R"({"title":"x"})"},
    {"Z-17", "patch_star", "PATCH", "/api/v1/conversations/*", R"({"title":"x"})"},
    {"Z-17", "keys", "DELETE", "/api/v1/keys"},
    {"Z-17", "keys_star", "DELETE", "/api/v1/keys/*"},
    {"Z-17", "sessions", "DELETE", "/api/v1/auth/sessions"},
    {"Z-17", "sessions_star", "DELETE", "/api/v1/auth/sessions/*"},
    {"Z-17", "grants", "DELETE", "/api/v1/conversations/{my conversation}/grants"},
    {"Z-17", "grants_star", "DELETE", "/api/v1/conversations/{my conversation}/grants/*"},
    {"Z-17", "users", "DELETE", "/api/v1/admin/users"},
    {"Z-17", "users_star", "DELETE", "/api/v1/admin/users/*"},
    {"Z-17", "members", "DELETE", "/api/v1/admin/groups/{my group}/members"},
    {"Z-17", "budgets", "DELETE", "/api/v1/admin/budgets"},
};

struct message_case {
    char const* name;
    std::string text;
};
std::vector<message_case> const sent_by_socket{
    {"conversation", R"({"message":"x","conversation_id":"{conversation}"})"},
    {"their_parent", R"({"message":"x","conversation_id":"{my conversation}","parent_id":"{message}"})"},
    {"regenerate", R"({"conversation_id":"{my conversation}","regenerate":"{message}"})"},
};

class z : public matrix_server {
public:
    static void SetUpTestSuite() {
        matrix_server::SetUpTestSuite();
        std::cout << reaching.size() + reaching_across.size() + sharing_others.size() + reading_others.size() +
                         at_once.size() + sent_by_socket.size()
                  << " rows of Z\n";
    }

protected:
    static player const& named(std::string_view name) { return *std::ranges::find(all_players(), name, &player::name); }

    // The caller owns one of each, and somebody else does.
    struct two_scenes {
        scene_ids ids;
        extra_fields credentials, others;
    };
    static two_scenes mine_and_theirs() {
        auto const mine = set_scene(*db, named("owner"), false);
        auto const theirs = set_scene(*db, named("owner"), false);
        auto ids = theirs.ids;
        for (auto const& [mark, id] : mine.ids) ids["{my " + mark.substr(1)] = id;
        return {std::move(ids), mine.credentials, theirs.credentials};
    }

    // What is not the caller's does not exist; what is theirs stays.
    static scene_ids without_others(scene_ids ids) {
        auto gone = nobodys(ids);
        for (auto& [mark, id] : gone)
            if (mark.starts_with("{my ") || mark == "{me}") id = ids.at(mark);
        return gone;
    }

    static support::api_reply send(z_row const& row, scene_ids const& ids, extra_fields const& credentials) {
        auto const what = filled({row.path, row.body, row.fields}, ids);
        auto fields = from_somewhere(credentials);
        fields.insert(fields.end(), what.fields.begin(), what.fields.end());
        return server->client().send(row.method, what.target, what.body, fields);
    }

    static void expect_hidden(z_row const& row, scene_ids const& ids, extra_fields const& credentials) {
        SCOPED_TRACE(row.id + ' ' + row.name);
        ++cases;
        auto const gone = without_others(ids);
        EXPECT_EQ(send(row, gone, credentials).status, 404);
        expect_equal(both([&] { return told_by(send(row, ids, credentials)); },
                          [&] { return told_by(send(row, gone, credentials)); }));
    }

    static std::vector<std::int64_t> counts() {
        static constexpr store::statement all =
            "SELECT count(*) FROM messages UNION ALL SELECT count(*) FROM turns"
            " UNION ALL SELECT count(*) FROM conversations WHERE deleted_at IS NULL"
            " UNION ALL SELECT count(*) FROM conversation_grants"
            " UNION ALL SELECT count(*) FROM api_keys WHERE revoked_at IS NULL"
            " UNION ALL SELECT count(*) FROM users WHERE status = 'active' UNION ALL SELECT count(*) FROM user_groups"
            " UNION ALL SELECT count(*) FROM group_members UNION ALL SELECT count(*) FROM budgets"
            " UNION ALL SELECT count(*) FROM password_resets";
        std::vector<std::int64_t> out;
        auto rows = db->query(all);
        while (rows.next()) out.push_back(rows.get<std::int64_t>(0));
        return out;
    }

    static std::string text(support::api_reply const& reply) { return std::to_string(reply.status) + ' ' + reply.text; }
};

TEST_F(z, Z_02_Z_03_Z_08_what_is_somebody_elses_is_not_there_and_stays_as_it_was) {
    auto const on = mine_and_theirs();
    auto const before = counts();

    for (auto const& row : reaching) expect_hidden(row, on.ids, on.credentials);

    EXPECT_EQ(counts(), before);
}

TEST_F(z, Z_03_nor_by_the_socket) {
    auto const on = mine_and_theirs();
    auto const before = counts();
    support::api_socket socket(server->client().port(), lines(from_somewhere(on.credentials)));
    auto const answer = [&](std::string const& request, scene_ids const& ids) {
        auto const what = filled({{}, R"({"type":"send","ref":"1","request":)" + request + "}"}, ids);
        socket.send_text(what.body);
        auto reply = socket.next("failed");
        reply.at("error").as_object().erase("request_id");
        return json::serialize(reply);
    };

    for (auto const& each : sent_by_socket) {
        SCOPED_TRACE(each.name);
        ++cases;
        EXPECT_NE(answer(each.text, on.ids).find("NOT_FOUND"), std::string::npos);
        expect_equal(both([&] { return answer(each.text, on.ids); },
                          [&] { return answer(each.text, without_others(on.ids)); }));
    }

    EXPECT_EQ(counts(), before);
}

TEST_F(z, Z_08_Z_16_nothing_crosses_organisations_below_ones_own_either) {
    auto on = set_scene(*db, named("admin_elsewhere"), false);
    auto const me = server->client().get("/api/v1/auth/me", from_somewhere(on.credentials));
    on.ids["{me}"] = me.body.at("user").at("id").as_string();
    on.ids["{organisation}"] = "00000000-0000-7000-8000-000000000001";
    auto const group =
        server->client().post("/api/v1/admin/groups", R"({"name":"mine"})", from_somewhere(on.credentials));
    ASSERT_EQ(group.status, 201) << group.text;
    on.ids["{my group}"] = group.string("id");
    auto const before = counts();

    for (auto const& row : reaching_across) expect_hidden(row, on.ids, on.credentials);

    EXPECT_EQ(counts(), before);
}

TEST_F(z, Z_06_readers_change_nothing_and_writers_only_what_is_said) {
    for (auto const* name : {"reader", "group_member", "writer"}) {
        SCOPED_TRACE(name);
        auto on = set_scene(*db, named(name), false);
        auto const me = server->client().get("/api/v1/auth/me", from_somewhere(on.credentials));
        on.ids["{me}"] = me.body.at("user").at("id").as_string();
        auto rows = sharing_others;
        if (std::string_view(name) != "writer") rows.insert(rows.end(), reading_others.begin(), reading_others.end());
        auto const before = counts();

        for (auto const& row : rows) {
            ++cases;
            EXPECT_EQ(send(row, on.ids, on.credentials).status, 403) << row.name;
        }

        EXPECT_EQ(counts(), before);
    }
}

TEST_F(z, Z_17_nothing_is_changed_of_all_at_once) {
    auto const on = set_scene(*db, {.name = "admin", .role = core::role::admin, .may = store::share::own}, false);
    auto ids = on.ids;
    for (auto const& [mark, id] : on.ids) ids["{my " + mark.substr(1)] = id;
    auto const before = counts();

    for (auto const& row : at_once) {
        ++cases;
        auto const reply = send(row, ids, on.credentials);
        EXPECT_TRUE(reply.status == 404 || reply.status == 405) << row.name << reply.status << reply.text;
    }

    EXPECT_EQ(counts(), before);
}

// Z-12: a body says what is to be, never whose it is or who they are.
TEST_P(z, Z_12_no_field_that_the_route_does_not_name_is_taken) {
    auto const& row = GetParam();
    if (!row.in || row.other_fields == api::unknown_fields::ignore) return;
    auto const on = set_scene(*db, {.name = "admin", .role = core::role::admin, .may = store::share::own}, false);
    auto const what = filled(request_of(row), on.ids);
    auto const good = json::parse(what.body.empty() ? "{}" : what.body).as_object();
    auto const refused = [&](json::object const& body, std::string const& field) {
        ++cases;
        auto const reply = server->client().send(api::to_string(row.method), what.target, json::serialize(body),
                                                 from_somewhere(on.credentials));
        EXPECT_EQ(reply.status, 400) << field << reply.text;
        EXPECT_EQ(reply.error_code(), "VALIDATION_ERROR");
        EXPECT_NE(reply.text.find(field), reply.text.npos) << reply.text;
    };

    for (auto const* name : {"id", "_id", "owner_id", "user_id", "tenant_id", "organisation_id", "org_id", "role",
                             "roles", "tier", "status", "created_at", "is_admin", "password_hash", "__proto__"}) {
        if (row.in().find(name)) continue;
        auto body = good;
        body[name] = name;
        refused(body, name);
        for (auto const& field : row.in().fields) {
            auto const& type = plain(*field.type);
            if (type.kind != core::field_kind::object || type.object().find(name)) continue;
            auto nested = good;
            nested[field.name] = json::object{{name, name}};
            refused(nested, name);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(negative, z, testing::ValuesIn(std::vector(api::routes().begin(), api::routes().end())),
                         [](auto const& info) { return std::to_string(info.index); });

TEST_F(z, Z_14_whoever_administrates_nothing_sees_and_changes_no_settings) {
    auto const user = set_scene(*db, named("owner"), false);
    auto const auditor = set_scene(*db, named("auditor"), false);
    std::size_t rows = 0;
    for (auto const& row : api::routes()) {
        if (row.needs != api::access::auditor && row.needs != api::access::admin) continue;
        auto const status = [&](scene const& on) {
            ++rows;
            return matrix_server::send(row, filled(request_of(row), on.ids), on.credentials).status;
        };
        EXPECT_EQ(status(user), 403) << row.path;
        if (row.needs == api::access::admin) {
            EXPECT_EQ(status(auditor), 403) << row.path;
        }
    }
    for (auto const* path : {"/api/v1/config", "/api/v1/settings", "/api/v1/admin/config", "/debug", "/debug/pprof",
                             "/api/v1/admin/providers", "/.env", "/parlance.toml"}) {
        auto const reply = server->client().get(path, from_somewhere(user.credentials));
        EXPECT_FALSE(reply.body.is_object() && reply.status == 200) << path << reply.text;
    }
    cases += rows;
}

TEST_F(z, Z_22_lists_counts_and_searches_know_nothing_of_others) {
    auto const on = mine_and_theirs();
    store::conversations::insert(
        *db,
        {.id = "z22",
         .user_id = std::string(
             server->client().get("/api/v1/auth/me", from_somewhere(on.others)).body.at("user").at("id").as_string()),
         .title = "heliotrope"});
    auto const admin = set_scene(*db, named("admin_elsewhere"), false).credentials;
    struct pair {
        extra_fields const& who;
        std::string there, nowhere;
    };
    std::vector<pair> const pairs{
        {on.credentials, "/api/v1/conversations?q=heliotrope", "/api/v1/conversations?q=zzzzzzzzzz"},
        {on.credentials, "/api/v1/conversations?q=heliotrope&shared=true",
         "/api/v1/conversations?q=zzzzzzzzzz&shared=true"},
        {on.credentials, "/api/v1/search?q=heliotrope", "/api/v1/search?q=zzzzzzzzzz"},
        {on.credentials, "/api/v1/conversations?offset=1", "/api/v1/conversations?offset=1&limit=20"},
        {admin, "/api/v1/admin/users?q=first@example.org", "/api/v1/admin/users?q=zzzzzzzzzz"},
        {admin, "/api/v1/admin/audit?object=" + on.ids.at("{conversation}"), "/api/v1/admin/audit?object=zzzzzzzzzz"},
        {admin, "/api/v1/admin/audit?actor=" + on.ids.at("{companion}"), "/api/v1/admin/audit?actor=zzzzzzzzzz"},
    };
    for (auto const& each : pairs) {
        ++cases;
        auto const there = server->client().get(each.there, from_somewhere(each.who));
        auto const nowhere = server->client().get(each.nowhere, from_somewhere(each.who));
        EXPECT_EQ(there.status, 200) << there.text;
        EXPECT_EQ(text(there), text(nowhere)) << each.there;
        for (auto const* list : {"conversations", "results", "users", "rows", "entries"})
            if (auto const* found = there.body.as_object().if_contains(list)) {
                EXPECT_EQ(found->as_array().size(), 0u) << each.there << there.text;
            }
    }
    for (auto const& [path, list] : {std::pair("/api/v1/admin/groups", "groups"),
                                     {"/api/v1/admin/budgets", "budgets"},
                                     {"/api/v1/admin/costs?by=user", "rows"}}) {
        ++cases;
        auto const reply = server->client().get(path, from_somewhere(admin));
        EXPECT_EQ(reply.body.at(list).as_array().size(), 0u) << path << reply.text;
    }
    auto const used = server->client().get("/api/v1/usage?by=model", from_somewhere(on.credentials));
    EXPECT_EQ(used.body.at("rows").as_array().size(), 0u);
    auto const mine = server->client().get("/api/v1/conversations", from_somewhere(on.credentials));
    EXPECT_EQ(mine.body.at("pagination").at("total").as_int64(), 1);
    auto const users = server->client().get("/api/v1/admin/users", from_somewhere(admin));
    EXPECT_EQ(users.body.at("pagination").at("total").as_int64(), 1);
    auto const organisations = server->client().get("/api/v1/admin/organisations", from_somewhere(admin));
    EXPECT_EQ(organisations.body.at("organisations").as_array().size(), 1u);
}

// Z-13: a key is for less than its maker, and no longer than they may themselves.
TEST_F(z, Z_13_a_key_is_never_for_more_than_its_maker) {
    auto const make = [&](scene const& on, std::string const& body) {
        return server->client().post("/api/v1/keys", body, from_somewhere(on.credentials));
    };
    auto const user = set_scene(*db, named("owner"), false);
    auto const auditor = set_scene(*db, named("auditor"), false);
    for (auto const* scopes : {R"(["admin"])", R"(["metrics"])", R"(["chat","admin"])"}) {
        ++cases;
        EXPECT_EQ(make(user, std::string(R"({"name":"x","scopes":)") + scopes + "}").status, 403) << scopes;
        auto const changed =
            server->client().send("PATCH", "/api/v1/keys/" + user.ids.at("{key}"),
                                  std::string(R"({"scopes":)") + scopes + "}", from_somewhere(user.credentials));
        EXPECT_EQ(changed.status, 403) << scopes;
    }
    EXPECT_EQ(make(auditor, R"({"name":"x","scopes":["metrics"]})").status, 403);
    EXPECT_EQ(make(auditor, R"({"name":"x","scopes":["admin"]})").status, 201) << "to read";
    for (auto const* body :
         {R"({"name":"x","scopes":["person"]})", R"({"name":"x","scopes":["open"]})",
          R"({"name":"x","scopes":["root"]})", R"({"name":"x","expires_at":"2020-01-01T00:00:00Z"})"})
        EXPECT_EQ(make(user, body).status, 400) << body;

    auto const admin = set_scene(*db, {.name = "admin", .role = core::role::admin, .may = store::share::own}, false);
    auto const key = make(admin, R"({"name":"x","scopes":["admin","chat"]})").string("key");
    auto const status = [&](char const* path) {
        return server->client().get(path, from_somewhere({{"x-api-key", key}})).status;
    };
    EXPECT_EQ(status("/api/v1/admin/users"), 200);
    auto const me = server->client().get("/api/v1/auth/me", from_somewhere(admin.credentials));
    auto const path = "/api/v1/admin/users/" + std::string(me.body.at("user").at("id").as_string());
    auto const other = set_scene(*db, named("admin"), false).credentials;
    auto const change = [&](char const* body) {
        EXPECT_EQ(server->client().send("PATCH", path, body, from_somewhere(other)).status, 200);
    };

    change(R"({"role":"auditor"})");
    EXPECT_EQ(status("/api/v1/admin/users"), 200);
    EXPECT_EQ(
        server->client().post("/api/v1/admin/groups", R"({"name":"x"})", from_somewhere({{"x-api-key", key}})).status,
        403);
    change(R"({"role":"user"})");
    EXPECT_EQ(status("/api/v1/admin/users"), 403);
    EXPECT_EQ(status("/api/v1/turns/x"), 404) << "what is left of it";
    change(R"({"status":"suspended"})");
    EXPECT_EQ(status("/api/v1/turns/x"), 401);
}

// Z-11: a model that a key may not ask, on every way to a model.
TEST(z_models, Z_11_a_model_that_is_not_allowed_is_never_asked) {
    support::fake_provider upstream;
    upstream.answer({support::send(support::whole_reply(503, "{}"))});
    support::test_application server([&](core::settings& settings) {
        settings.models.provider = "openai";
        settings.models.openai_base_url = upstream.url() + "/v1";
        settings.models.default_model = "bad";
        settings.access.anonymous = false;
    });
    auto const& client = server.client();
    auto const page = support::register_page(client, "ann@example.org");
    extra_fields const key{
        {"x-api-key", client.post("/api/v1/keys", R"({"name":"k","models":["good"]})", page.changing()).string("key")}};
    auto const mine = client.post("/api/v1/conversations", R"({"model":"bad"})", key);
    ASSERT_EQ(mine.status, 201) << mine.text;
    auto const id = mine.string("id");

    std::vector<std::string> const bodies{R"({"message":"x"})",
                                          R"({"message":"x","model":"bad"})",
                                          R"({"message":"x","model":"openai/bad"})",
                                          R"({"message":"x","model":"bad","provider":"openai"})",
                                          R"({"message":"x","model":"demo:tokens=1"})",
                                          R"({"message":"x","models":["bad","good"]})",
                                          R"({"message":"x","model":"bad","models":["good"]})",
                                          R"({"message":"x","conversation_id":")" + id + "\"}",
                                          R"({"message":"x","model":"bad","async":true})"};
    std::vector<std::pair<std::string, std::string>> const dropin{
        {"/v1/chat/completions", R"({"messages":[{"role":"user","content":"x"}]})"},
        {"/v1/chat/completions", R"({"model":"bad","messages":[{"role":"user","content":"x"}]})"},
        {"/v1/chat/completions", R"({"model":"bad","store":true,"messages":[{"role":"user","content":"x"}]})"},
        {"/v1/chat/completions", R"({"model":"bad","stream":true,"messages":[{"role":"user","content":"x"}]})"},
        {"/v1/responses", R"({"model":"bad","input":"x"})"},
        {"/v1/responses", R"({"model":"bad","input":"x","store":true})"},
        {"/v1/messages", R"({"model":"bad","max_tokens":9,"messages":[{"role":"user","content":"x"}]})"},
        {"/v1/embeddings", R"({"model":"bad","input":"x"})"},
        {"/v1/embeddings", R"({"input":"x"})"},
        {"/v1/rerank", R"({"model":"bad","query":"x","documents":["x"]})"},
        {"/v1/rerank", R"({"model":"openai/bad","query":"x","documents":["x"]})"},
        {"/api/chat", R"({"id":"c","model":"bad","messages":[{"role":"user","parts":[{"type":"text","text":"x"}]}]})"},
    };
    std::cout << 3 * bodies.size() + dropin.size() << " ways to a model\n";
    for (auto const& [path, body] : dropin) EXPECT_EQ(client.post(path, body, key).status, 403) << path << body;
    support::api_socket socket(client.port(), "x-api-key: " + key[0].second + "\r\n");
    for (auto const& body : bodies) {
        SCOPED_TRACE(body);
        EXPECT_EQ(client.post("/api/v1/chat", body, key).status, 403);
        EXPECT_EQ(client.ask(body, key).status(), 403);
        socket.send_text(R"({"type":"send","ref":"1","request":)" + body + "}");
        EXPECT_EQ(socket.next("failed").at("error").at("code").as_string(), "FORBIDDEN");
    }
    EXPECT_EQ(
        client.post("/api/v1/chat", R"({"message":"x","model":"good","models":["bad","openai/bad"]})", key).status,
        502);
    EXPECT_GE(client
                  .post("/v1/chat/completions",
                        R"({"model":"good","fallbacks":["bad"],"messages":[{"role":"user","content":"x"}]})", key)
                  .status,
              500);
    for (auto const& each : upstream.requests())
        EXPECT_EQ(each.body.find("bad"), std::string::npos) << "no fallback leads around it: " << each.body;
    EXPECT_GE(upstream.requests().size(), 1u);
}

}  // namespace

}  // namespace negative
