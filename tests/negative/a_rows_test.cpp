#include "matrix_server.hpp"

#include "store/sqlite/transaction.hpp"
#include "support/api_socket.hpp"
#include "support/page_session.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <iostream>
#include <set>

// What is kept of secrets is never given out, and what comes in as one is never more than a value.

namespace negative {

namespace {

namespace json = boost::json;
using support::extra_fields;

std::vector<std::vector<std::string>> query(store::connection& db, std::string const& sql) {
    std::vector<std::vector<std::string>> out;
    auto const take = [](void* into, int columns, char** values, char**) {
        auto& row = static_cast<decltype(out)*>(into)->emplace_back();
        for (int i = 0; i < columns; ++i) row.emplace_back(values[i] ? values[i] : "");
        return 0;
    };
    EXPECT_EQ(sqlite3_exec(db.handle(), sql.c_str(), take, &out, nullptr), SQLITE_OK) << sql;
    return out;
}

// What every column of every table holds that is named after a secret, those of tomorrow's tables included.
std::vector<std::pair<std::string, std::string>> kept_secrets(store::connection& db) {
    std::vector<std::pair<std::string, std::string>> out;
    for (auto const& column :
         query(db, "SELECT m.name, p.name FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table'"
                   " AND m.name <> 'audit_log' AND (p.name LIKE '%hash%' OR p.name LIKE '%secret%'"
                   " OR p.name LIKE '%sealed%' OR p.name LIKE '%password%')"))
        for (auto const& row : query(db, fmt::format("SELECT DISTINCT {} FROM {}", column[1], column[0])))
            if (row[0].size() >= 16) out.emplace_back(column[0] + '.' + column[1], row[0]);
    return out;
}

// Whether the name of a member speaks of a secret; counts of tokens and the seals of the audit log do not.
bool is_odd(std::string_view name) {
    static std::set<std::string_view> const harmless{"token_count", "tokenizer", "csrf_token",      "token_budget",
                                                     "sealed",      "unsealed",  "unsealed_seconds"};
    if (harmless.contains(name)) return false;
    for (std::string_view const word : {"hash", "secret", "password", "sealed", "private"})
        if (name.contains(word)) return true;
    return name.contains("token") && !name.contains("tokens");
}

void find_odd_names(json::value const& in, std::vector<std::string>& out) {
    if (auto const* list = in.if_array())
        for (auto const& each : *list) find_odd_names(each, out);
    auto const* object = in.if_object();
    if (!object) return;
    for (auto const& [name, value] : *object) {
        if (is_odd(name)) out.emplace_back(name);
        find_odd_names(value, out);
    }
}

class a_rows : public matrix_server {
protected:
    static player const& named(std::string_view name) { return *std::ranges::find(all_players(), name, &player::name); }
};

TEST_F(a_rows, A_12_no_list_and_no_export_holds_what_is_kept_of_a_secret) {
    auto const on = set_scene(*db, {.name = "admin", .role = core::role::admin, .may = store::share::own}, false);
    auto const key = set_scene(*db, named("admins_key"), false);
    auto const secrets = kept_secrets(*db);
    ASSERT_GE(secrets.size(), 6u);
    std::vector<std::string> targets;
    for (auto const& row : api::routes())
        if (row.method == api::verb::get && row.shape != api::reply_shape::event_stream &&
            row.shape != api::reply_shape::websocket && !row.path.starts_with("/openapi") &&
            !row.path.ends_with("/openapi.json"))
            targets.push_back(filled(request_of(row), on.ids).target);
    targets.insert(targets.end(), {"/api/v1/admin/costs?format=csv", "/api/v1/admin/costs?by=user",
                                   "/api/v1/conversations?shared=true", "/api/v1/admin/audit?limit=500"});

    for (auto const& credentials : {on.credentials, key.credentials})
        for (auto const& target : targets) {
            SCOPED_TRACE(target);
            ++cases;
            auto const reply = server->client().get(target, from_somewhere(credentials));
            for (auto const& [where, text] : secrets)
                EXPECT_EQ(reply.text.find(text), reply.text.npos) << where << reply.text;
            std::vector<std::string> odd;
            find_odd_names(reply.body, odd);
            EXPECT_EQ(odd, std::vector<std::string>());
        }
    std::cout << targets.size() << " addresses, " << secrets.size() << " kept secrets\n";
}

// A-12, what could ever be said: every member of every reply that the table describes.
TEST_F(a_rows, A_12_no_reply_has_a_place_for_a_secret_but_those_that_give_one_out) {
    std::set<std::string> found;
    std::set<core::described_object const*> seen;
    auto const look = [&](auto const& self, core::described_object const& of) -> void {
        if (!seen.insert(&of).second) return;
        for (auto const& field : of.fields) {
            if (is_odd(field.name)) found.emplace(std::string(field.name));
            auto const* type = field.type;
            while (type->element) type = type->element;
            if (type->object) self(self, type->object());
        }
    };
    for (auto const& row : api::routes())
        if (row.out && row.method == api::verb::get) look(look, row.out());

    EXPECT_EQ(found, std::set<std::string>());
}

struct credential {
    char const* form;   // credentials of one form lead to the same statements
    std::string text;
};

std::vector<credential> const hostile{
    {"none", "sk-x' OR '1'='1"},
    {"none", "sk-x'; DROP TABLE users;--"},
    {"none", "x\" OR 1=1 --"},
    {"none", "' UNION SELECT * FROM api_keys --"},
    {"none", "parl_"},
    {"none", "parl_%_%"},
    {"none", "parl_' OR '1'='1_x"},
    {"none", "a.b' OR 1=1.c"},
    {"none", "$1"},
    {"none", std::string(8'000, '\'')},
    {"none", "parl_aaaaaaaa_" + std::string(43, '\'')},
    {"none", "parl_00000000_" + std::string(43, '%')},
    {"key", "parl_aaaaaaaa_" + std::string(43, 'A')},
    {"key", "parl_zzzz2222_" + std::string(42, '-') + 'A'},
    {"key", "parl_selectaa_" + std::string(42, '_') + 'A'},
};

TEST_F(a_rows, A_14_whatever_a_credential_holds_the_statements_are_the_same) {
    std::map<std::string, std::vector<std::string>> ran;
    for (auto const& each : hostile)
        for (bool const bearer : {true, false}) {
            SCOPED_TRACE(each.text.substr(0, 60));
            ++cases;
            extra_fields const by{bearer ? std::pair<std::string, std::string>{"Authorization", "Bearer " + each.text}
                                         : std::pair<std::string, std::string>{"x-api-key", each.text}};
            std::vector<std::string> statements;
            for (int tries = 0; tries < 5; ++tries) {   // what the server does by itself may come between
                recorder->start();
                EXPECT_EQ(server->client().get("/api/v1/conversations", from_somewhere(by)).status, 401);
                statements = recorder->stop();
                if (auto const first = ran.find(each.form); first == ran.end() || first->second == statements) break;
            }
            EXPECT_EQ(ran.try_emplace(each.form, statements).first->second, statements);
            for (auto const& sql : statements) EXPECT_EQ(sql.find(each.text), sql.npos) << sql;
        }
    EXPECT_TRUE(ran["none"].empty()) << "what is none is not looked for";
    EXPECT_FALSE(ran["key"].empty());
}

// Another process holds the database: a login needs to write, and can't in time.
TEST_F(a_rows, A_14_while_the_database_can_not_be_written_a_login_is_told_to_come_back) {
    auto const login = [&](std::string const& password) {
        return server->client().post("/api/v1/auth/login",
                                     R"({"email":"first@example.org","password":")" + password + R"(","cookie":true})",
                                     from_somewhere({}));
    };
    EXPECT_EQ(login(support::usual_password).status, 200);
    {
        store::transaction const held(*db, store::transaction::kind::write);
        recorder->never_wait(true);
        recorder->start();
        auto const refused = login(support::usual_password);
        auto const statements = recorder->stop();

        EXPECT_EQ(refused.status, 503) << refused.text;
        EXPECT_EQ(refused.error_code(), "SERVICE_UNAVAILABLE");
        EXPECT_TRUE(refused.fields.contains("retry-after"));
        EXPECT_FALSE(refused.fields.contains("set-cookie"));
        for (auto const& sql : statements) EXPECT_EQ(sql.find("first@example.org"), sql.npos) << sql;
        EXPECT_EQ(server->client().get("/api/v1/conversations", from_somewhere({{"x-api-key", "wrong"}})).status, 401)
            << "who reads is not held up";
    }
    recorder->never_wait(false);
    EXPECT_EQ(login(support::usual_password).status, 200);
}

TEST_F(a_rows, A_17_a_demoted_administrator_is_one_no_more_whatever_they_hold) {
    auto const on = set_scene(*db, {.name = "admin", .role = core::role::admin, .may = store::share::own}, false);
    auto const key =
        server->client().post("/api/v1/keys", R"({"name":"k","scopes":["admin"]})", from_somewhere(on.credentials));
    auto const id = std::string(
        server->client().get("/api/v1/auth/me", from_somewhere(on.credentials)).body.at("user").at("id").as_string());
    support::api_socket socket(server->client().port(), lines(from_somewhere(on.credentials)));
    auto const act = [&](extra_fields const& by) {
        return server->client()
            .post("/api/v1/admin/users/" + on.ids.at("{companion}") + "/reset", "", from_somewhere(by))
            .status;
    };
    extra_fields const by_key{{"x-api-key", key.string("key")}};
    EXPECT_EQ(act(on.credentials), 200);
    EXPECT_EQ(act(by_key), 200);

    auto const other = set_scene(*db, named("admin"), false);
    EXPECT_EQ(server->client()
                  .send("PATCH", "/api/v1/admin/users/" + id, R"({"role":"user"})", from_somewhere(other.credentials))
                  .status,
              200);

    EXPECT_EQ(act(on.credentials), 403);
    EXPECT_EQ(act(by_key), 403);
    EXPECT_THROW(socket.next("nothing"), std::runtime_error) << "closed";
}

}  // namespace

}  // namespace negative
