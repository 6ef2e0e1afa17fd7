#include "matrix_requests.hpp"

#include "cli/configuration.hpp"
#include "core/log.hpp"
#include "core/random.hpp"
#include "core/settings/load.hpp"
#include "core/settings/table.hpp"
#include "support/fake_provider.hpp"
#include "support/page_session.hpp"
#include "support/test_application.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iostream>
#include <iterator>

// K-01: a secret of every kind is planted, everything is asked, rightly and wrongly, and all that leaves the server by
// itself is read: none of them is there.

namespace negative {

namespace {

namespace json = boost::json;
using support::extra_fields;

struct secret {
    std::string what, text;
    bool is_content = false;   // its user may read it, and nobody's log
};

struct place {
    std::string name, text;
};

// Nothing that a word of the program could hold by chance.
std::string planted(std::string_view what) { return fmt::format("cnry-{}-{}", what, core::random_secret(32)); }

// Every setting that is a secret, one that was added yesterday included. The database's address is the test's own.
std::vector<secret> plant_settings(core::settings_sources& into) {
    std::vector<secret> out;
    for (auto const& row : core::settings_table()) {
        if (!row.is_secret || row.name == "DATABASE_URL") continue;
        auto const text = planted("setting");
        out.push_back({std::string(row.name), text});
        into.environment[std::string(row.name)] = row.name == "REDIS_URL" ? "redis://:" + text + "@127.0.0.1/0" : text;
    }
    return out;
}

std::string file_text(std::filesystem::path const& from) {
    std::ifstream file(from, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

class canaries : public testing::Test {
protected:
    canaries() {
        sources.cores = 2;
        settings_secrets = plant_settings(sources);
        secrets = settings_secrets;
        auto const of_openai = sources.environment.at("OPENAI_API_KEY");
        upstream.answer({support::send(support::stream_head() + support::text_event(answer) + support::finish_event() +
                                       support::usage_event(7, 3) + support::done_event())});
        // As careless servers do.
        upstream.answer({support::send(support::whole_reply(
            401, fmt::format(R"({{"error":{{"message":"wrong key {0}","code":"{0}"}}}})", of_openai)))});
        upstream.answer({support::send(support::stream_head() +
                                       fmt::format("data: {{\"error\":{{\"message\":\"{}\"}}}}\n\n", of_openai)),
                         support::close()});
        upstream.answer({support::send(support::whole_reply(500, "<pre>" + of_openai + "</pre>"))});
        sources.environment.merge(std::map<std::string, std::string>{{"AUTH_ANONYMOUS", "false"},
                                                                     {"LLM_PROVIDER", "openai"},
                                                                     {"OPENAI_BASE_URL", upstream.url() + "/v1"},
                                                                     {"DEFAULT_MODEL", "m"},
                                                                     {"LLM_RETRIES", "0"},
                                                                     {"OIDC_ISSUER", upstream.url()},
                                                                     {"OIDC_CLIENT_ID", "parlance"},
                                                                     {"OUTBOUND_ALLOW", "127.0.0.0/8"},
                                                                     {"MAIL_COMMAND", "tee " + letter().string()},
                                                                     {"RATE_LIMIT_REQUESTS", "100000"},
                                                                     {"DATABASE_ECHO", "true"},
                                                                     {"TRUSTED_PROXIES", "127.0.0.1"}});
        auto loaded = core::load_settings(sources);
        if (!loaded) throw std::runtime_error(loaded.error().message);
        configured = std::move(*loaded);
        server.emplace([this](core::settings& settings) {
            auto const own = settings.server;
            settings = configured.values;
            settings.server.data_dir = own.data_dir;
            settings.server.port = own.port;
            settings.server.workers = own.workers;
        });
    }

    std::filesystem::path letter() const { return mail.path() / "letter"; }
    support::api_client const& client() const { return server->client(); }

    void plant(std::string what, std::string text) {
        ASSERT_GE(text.size(), 16u) << what;
        secrets.push_back({std::move(what), std::move(text)});
    }

    static extra_fields from_somewhere(extra_fields fields) {
        static int number = 0;
        ++number;
        fields.emplace_back("X-Forwarded-For", fmt::format("10.0.{}.{}", number / 250, 1 + number % 250));
        return fields;
    }

    support::api_reply post(std::string const& path, json::object const& body, extra_fields const& fields = {}) {
        return client().post(path, json::serialize(body), from_somewhere(fields));
    }

    // Somebody who has one of everything, and used it.
    void live() {
        plant("password", planted("word"));
        password = secrets.back().text;
        auto const registered =
            post("/api/v1/auth/register",
                 {{"name", "Ann"}, {"email", "ann@example.org"}, {"password", password}, {"cookie", true}});
        ASSERT_EQ(registered.status, 201) << registered.text;
        auto const cookie = support::cookie_of(registered);
        plant("session", cookie.substr(cookie.find('=') + 1));
        plant("csrf", registered.string("csrf_token"));
        page = {{"Cookie", cookie}, {"X-CSRF-Token", secrets.back().text}, {"Origin", "http://localhost"}};

        auto const login = post("/api/v1/auth/login", {{"email", "ann@example.org"}, {"password", password}});
        auto const access = login.string("access_token");
        plant("access token", access.substr(access.rfind('.')));
        plant("refresh token", login.string("refresh_token"));
        token = {{"Authorization", "Bearer " + access}};
        auto const renewed = post("/api/v1/auth/refresh", {{"refresh_token", secrets.back().text}});
        plant("next access token", renewed.string("access_token").substr(renewed.string("access_token").rfind('.')));
        plant("next refresh token", renewed.string("refresh_token"));
        auto const stolen = post("/api/v1/auth/login", {{"email", "ann@example.org"}, {"password", password}});
        plant("stolen refresh token", stolen.string("refresh_token"));
        for (int used = 0; used < 2; ++used)
            post("/api/v1/auth/refresh", {{"refresh_token", stolen.string("refresh_token")}});

        auto const made = post("/api/v1/keys", {{"name", "k"}, {"scopes", {"chat", "admin", "metrics"}}}, page);
        plant("API key", made.string("key"));
        key = {{"x-api-key", secrets.back().text}};

        auto const bob = post("/api/v1/admin/users", {{"name", "Bob"}, {"email", "bob@example.org"}}, page);
        ASSERT_EQ(bob.status, 201) << bob.text;
        plant("first reset token", bob.body.at("reset").at("token").as_string().c_str());
        ASSERT_EQ(post("/api/v1/auth/password/forgot", {{"email", "ann@example.org"}}).status, 202);
        std::string text;
        for (int asked = 0; asked < 5000 && !text.contains("It can be used once"); ++asked) {
            client().get("/health/live");
            text = file_text(letter());
        }
        auto const at = text.find("token:\n\n  ");
        ASSERT_NE(at, text.npos) << text;
        plant("mailed reset token", text.substr(at + 10, text.find('\n', at + 10) - at - 10));

        for (auto const& each : {prompt, answer, system_prompt}) secrets.push_back({"content", each, true});
        auto const chat = post("/api/v1/conversations", {{"title", "t"}, {"system_prompt", system_prompt}}, page);
        for (int i = 0; i < 4; ++i)
            post("/api/v1/chat", {{"message", prompt}, {"conversation_id", chat.string("id")}}, i % 2 ? key : page);
    }

    // What is wrong in all ways, with secrets where they don't belong.
    void err(std::vector<place>& replies) {
        auto const guess = secrets.emplace_back("guess", planted("guess")).text;
        auto const typed = secrets.emplace_back("typed", planted("typed")).text;
        auto const take = [&](std::string const& what, support::api_reply const& reply) {
            EXPECT_GE(reply.status, 400) << what;
            EXPECT_NE(reply.status, 500) << what << reply.text;
            replies.push_back({what, reply.text});
        };
        post("/api/v1/auth/login", {{"email", "ann@example.org"}, {"password", guess}});
        post("/api/v1/auth/password", {{"current_password", guess}, {"new_password", typed}}, page);
        post("/api/v1/auth/password/reset", {{"token", guess}, {"new_password", typed}});
        post("/api/v1/auth/refresh", {{"refresh_token", guess}});
        for (auto const& row : api::routes()) {
            auto const what = fmt::format("{} {}", api::to_string(row.method), row.path);
            auto const target = filled(request_of(row), nowhere).target;
            if (row.needs != api::access::anyone) {
                for (auto const& by :
                     {extra_fields{{"Authorization", "Bearer " + guess}}, extra_fields{{"x-api-key", guess}},
                      extra_fields{{"Authorization", "Bearer parl_abcdefgh_" + guess}},
                      extra_fields{{"Cookie", "parlance_session=" + guess}}})
                    take(what, client().send(api::to_string(row.method), target, "", from_somewhere(by)));
                take(what,
                     client().send(api::to_string(row.method), target.substr(0, target.find('?')) + "?api_key=" + guess,
                                   "", from_somewhere(page)));
            }
            if (row.in)
                for (auto const& body : {R"({"password":)" + typed, R"({"nope":")" + typed + "\"}",
                                         R"({"password":{"a":")" + typed + "\"}}", "\"" + typed + "\""})
                    take(what, client().send(api::to_string(row.method), target, body, from_somewhere(page)));
        }
    }

    // Every route, as it should be asked, of things that are not there: nothing that was planted goes.
    void ask(extra_fields const& by, std::vector<place>& replies) {
        for (auto const& row : api::routes()) {
            if (row.shape == api::reply_shape::websocket || row.path.ends_with("logout") ||
                row.path == "/api/v1/auth/me" || row.path == "/api/v1/auth/password")
                continue;
            auto const what = filled(request_of(row), nowhere);
            auto const reply = client().send(api::to_string(row.method), what.target, what.body, from_somewhere(by));
            std::string fields;
            for (auto const& [name, value] : reply.fields) fields += name + ": " + value + "\n";
            replies.push_back({fmt::format("{} {}", api::to_string(row.method), row.path), fields + reply.text});
        }
    }

    // The log of `work`.
    template <class Work>
    std::string logged(core::log_format format, Work work) {
        core::configure_log(core::level::debug, format);
        testing::internal::CaptureStdout();
        work();
        auto out = testing::internal::GetCapturedStdout();
        core::configure_log(core::level::error, core::log_format::text);
        return out;
    }

    enum class content { no_exception, may_be_there };
    void expect_clean(place const& where, content mine = content::no_exception) {
        ++places;
        for (auto const& each : secrets) {
            auto const at = where.text.find(each.text);
            if (at == where.text.npos || (each.is_content && mine == content::may_be_there)) continue;
            ADD_FAILURE() << each.what << " in " << where.name << ":\n"
                          << where.text.substr(at < 300 ? 0 : at - 300, 600);
        }
    }

    inline static std::size_t places = 0;

    core::settings_sources sources;
    core::loaded_settings configured;
    std::vector<secret> settings_secrets, secrets;
    std::string password;
    std::string const prompt = planted("prompt"), answer = planted("answer"), system_prompt = planted("system");
    extra_fields page, token, key;
    scene_ids const nowhere = [] {
        scene_ids out{{"{new}", "somebody"}};
        for (auto const mark : object_marks) out[std::string(mark)] = "01a21d49-d9d2-7a7b-9db6-92e94d784nobody";
        return out;
    }();
    support::temporary_folder mail;
    support::fake_provider upstream;
    std::optional<support::test_application> server;
};

TEST_F(canaries, K_01_appear_nowhere_but_where_they_are_meant_to) {
    std::vector<place> replies;
    auto const text = logged(core::log_format::text, [&] {
        live();
        ask(page, replies);
        err(replies);
    });
    if (HasFatalFailure()) return;
    auto const lines = logged(core::log_format::json, [&] {
        ask(token, replies);
        ask(key, replies);
        ask({}, replies);
        err(replies);
        post("/api/v1/chat", {{"message", prompt}}, page);
    });

    expect_clean({"the log as text", text});
    expect_clean({"the log as JSON", lines});
    for (auto const* path : {"/metrics", "/openapi.json", "/health", "/health/ready", "/api/v1/admin/audit?limit=500",
                             "/api/v1/usage", "/api/v1/admin/costs", "/api/v1/admin/costs?format=csv",
                             "/api/v1/admin/users", "/api/v1/keys", "/api/v1/auth/sessions", "/api/v1/providers"}) {
        auto const reply = client().get(path, from_somewhere(page));
        EXPECT_EQ(reply.status, 200) << path << reply.text;
        expect_clean({path, reply.text});
    }
    expect_clean({"config show", cli::show_configuration(configured, cli::output::text)});
    expect_clean({"config show as JSON", cli::show_configuration(configured, cli::output::json)});
    for (auto const& warning : configured.warnings) expect_clean({"a warning of the configuration", warning});
    for (auto const& reply : replies) expect_clean(reply, content::may_be_there);
    server->stop();
    for (auto const& file : std::filesystem::directory_iterator(server->folder() / "data")) {
        expect_clean({file.path().filename(), file_text(file.path())}, content::may_be_there);
    }
    std::cout << secrets.size() << " secrets, " << replies.size() << " replies, " << places << " places\n";
}

}  // namespace

}  // namespace negative
