#include "core/settings/load.hpp"

#include <gtest/gtest.h>

namespace {

core::settings_sources with_environment(std::map<std::string, std::string> environment) {
    core::settings_sources out;
    out.environment = std::move(environment);
    out.read_file = [](std::string const& path) -> core::result<std::string> {
        if (path == "/run/secrets/key") return std::string("from a file\n");
        return core::error{core::errc::invalid_input, path + " does not exist"};
    };
    out.cores = 4;
    return out;
}

core::settings load(core::settings_sources const& sources) {
    auto loaded = core::load_settings(sources);
    if (loaded) return loaded->values;
    ADD_FAILURE() << loaded.error().message;
    return {};
}

std::string failure(core::settings_sources const& sources) {
    auto const loaded = core::load_settings(sources);
    return loaded ? "" : loaded.error().message;
}

core::shown_setting shown(core::settings_sources const& sources, std::string_view name) {
    for (auto const& each : core::load_settings(sources)->shown)
        if (each.row->name == name) return each;
    return {};
}

TEST(load_settings, has_a_default_for_everything) {
    auto const s = load(with_environment({}));

    EXPECT_EQ(s.server.host, "127.0.0.1");
    EXPECT_EQ(s.server.port, 8000);
    EXPECT_EQ(s.server.workers, 4);
    EXPECT_EQ(s.models.first_token_timeout.count(), 10'000);
    EXPECT_EQ(s.access.anonymous, true);
    EXPECT_EQ(s.server.docs_enabled, true);
}

TEST(load_settings, prefers_flag_to_environment_to_credential_to_env_file_to_toml) {
    auto sources = with_environment({});
    std::string const name = "APP_NAME";
    sources.toml_file = {"parlance.toml", "app_name = \"toml\""};
    EXPECT_EQ(load(sources).app.name, "toml");
    sources.env_file = {".env", "APP_NAME=dotenv"};
    EXPECT_EQ(load(sources).app.name, "dotenv");
    sources.credentials["app-name"] = "credential\n";
    EXPECT_EQ(load(sources).app.name, "credential");
    sources.environment[name] = "environment";
    EXPECT_EQ(load(sources).app.name, "environment");
    sources.flags[name] = "flag";
    EXPECT_EQ(load(sources).app.name, "flag");
}

TEST(load_settings, says_where_each_value_came_from) {
    auto sources = with_environment({{"APP_PORT", "9000"}});
    sources.env_file = {".env", "\n\nLOG_LEVEL=debug"};
    sources.toml_file = {"parlance.toml", "[server]\nworkers = 2"};

    EXPECT_EQ(shown(sources, "PORT").origin, "environment");
    EXPECT_EQ(shown(sources, "LOG_LEVEL").origin, ".env line 3");
    EXPECT_EQ(shown(sources, "WORKERS").origin, "parlance.toml line 2");
    EXPECT_EQ(shown(sources, "HOST").origin, "default");
    EXPECT_EQ(shown(sources, "HOST").value, "127.0.0.1");
}

TEST(load_settings, takes_the_prefixed_name_before_the_plain_one_before_an_alias) {
    EXPECT_EQ(load(with_environment({{"APP_PORT", "1"}})).server.port, 1);
    EXPECT_EQ(load(with_environment({{"APP_PORT", "1"}, {"PORT", "2"}})).server.port, 2);
    EXPECT_EQ(load(with_environment({{"PARLANCE_APP_PORT", "3"}, {"PORT", "2"}})).server.port, 3);
    EXPECT_EQ(load(with_environment({{"PARLANCE_PORT", "4"}, {"PARLANCE_APP_PORT", "3"}})).server.port, 4);
}

TEST(load_settings, converts_the_unit_of_an_alias) {
    EXPECT_EQ(load(with_environment({{"JWT_EXPIRATION_MINUTES", "30"}})).access.jwt_expiry, std::chrono::minutes(30));
}

TEST(load_settings, trims_values_and_takes_an_empty_one_as_not_set) {
    auto const s = load(with_environment({{"HOST", "  localhost\t"}, {"PORT", "  "}, {"LOG_LEVEL", "INFO"}}));

    EXPECT_EQ(s.server.host, "localhost");
    EXPECT_EQ(s.server.port, 8000);
    EXPECT_EQ(s.app.log_level, core::level::info);
}

TEST(load_settings, names_the_variable_the_value_and_what_is_allowed) {
    struct {
        char const* name;
        char const* value;
        char const* message;
    } const cases[] = {
        {"PORT", "99999", "PORT is \"99999\" (environment): it must be between 1 and 65535"},
        {"PORT", "80a", "PORT is \"80a\" (environment): it must be an integer"},
        {"APP_PORT", "0", "APP_PORT is \"0\" (environment): it must be between 1 and 65535"},
        {"APP_ENV", "prod",
         "APP_ENV is \"prod\" (environment): it must be one of \"development\", \"staging\", \"production\""},
        {"DATABASE_ECHO", "perhaps", "DATABASE_ECHO is \"perhaps\" (environment): it must be true or false"},
        {"LLM_TIMEOUT", "soon", "LLM_TIMEOUT is \"soon\" (environment): it must be a number of seconds"},
        {"OPENAI_BASE_URL", "ftp://x",
         "OPENAI_BASE_URL is \"ftp://x\" (environment): it must be a URL such as https://host/v1, without user name, "
         "query or fragment"},
        {"TRUSTED_PROXIES", "10.0.0.0/33",
         "TRUSTED_PROXIES is \"10.0.0.0/33\" (environment): it must be addresses or networks such as 10.0.0.0/8, "
         "separated by commas"},
        {"OTEL_EXPORTER_OTLP_ENDPOINT", "http://host:4317",
         "OTEL_EXPORTER_OTLP_ENDPOINT is \"http://host:4317\" (environment): it must be an OTLP/HTTP endpoint: port "
         "4317 speaks gRPC, 4318 speaks HTTP"},
    };
    for (auto const& each : cases) EXPECT_EQ(failure(with_environment({{each.name, each.value}})), each.message);
}

TEST(load_settings, never_shows_a_secret) {
    auto const short_key = failure(with_environment({{"JWT_SECRET", "hunter2"}}));
    EXPECT_EQ(short_key, "JWT_SECRET is \"********\" (environment): it must have at least 32 characters, and has 7");

    EXPECT_EQ(shown(with_environment({{"OPENAI_API_KEY", "hunter2"}}), "OPENAI_API_KEY").value, "********");
    EXPECT_EQ(shown(with_environment({}), "OPENAI_API_KEY").value, "");
}

TEST(load_settings, reports_every_problem_at_once) {
    auto const loaded = core::load_settings(with_environment({{"PORT", "x"}, {"WORKERS", "99"}}));

    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().code, core::errc::invalid_input);
    EXPECT_EQ(loaded.error().details.size(), 2u);
}

TEST(load_settings, reads_a_secret_from_a_file) {
    auto const s = load(with_environment({{"OPENAI_API_KEY_FILE", "/run/secrets/key"}}));

    EXPECT_EQ(s.models.openai_api_key, "from a file");
}

TEST(load_settings, refuses_a_secret_that_is_set_twice) {
    EXPECT_EQ(failure(with_environment({{"OPENAI_API_KEY_FILE", "/run/secrets/key"}, {"OPENAI_API_KEY", "x"}})),
              "OPENAI_API_KEY and OPENAI_API_KEY_FILE are both set (environment): set one of them");
}

TEST(load_settings, refuses_a_secret_file_that_cannot_be_read) {
    EXPECT_EQ(failure(with_environment({{"OPENAI_API_KEY_FILE", "/nowhere"}})),
              "OPENAI_API_KEY_FILE (environment): /nowhere does not exist");
}

TEST(load_settings, takes_no_file_for_what_is_no_secret) {
    EXPECT_EQ(load(with_environment({{"APP_NAME_FILE", "/run/secrets/key"}})).app.name, "Parlance");
}

TEST(load_settings, warns_of_unknown_names_in_the_env_file_and_goes_on) {
    auto sources = with_environment({{"UNRELATED", "x"}});
    sources.env_file = {".env", "PRT=1\nHOME_DIR=/x\nOPENAI_API_KEY_FILE=/run/secrets/key\nPARLANCE_CONFIG=a.toml"};

    auto const loaded = core::load_settings(sources);

    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->warnings,
              (std::vector<std::string>{".env line 1: PRT is not a setting and is ignored; did you mean PORT?",
                                        ".env line 2: HOME_DIR is not a setting and is ignored"}));
    EXPECT_EQ(loaded->values.models.openai_api_key, "from a file");
}

TEST(load_settings, stops_at_lines_of_the_env_file_that_are_no_assignment) {
    auto sources = with_environment({});
    sources.env_file = {".env", "PORT=1\nwhat is this"};

    EXPECT_EQ(failure(sources), ".env line 2 must look like NAME=value");
}

TEST(load_settings, stops_at_unknown_keys_in_toml_with_their_line) {
    auto sources = with_environment({});
    sources.toml_file = {"parlance.toml", "port = 1\nprot = 2\n[server]\nlog_level = \"info\"\n[serve]\nport = 3"};

    auto const message = failure(sources);

    EXPECT_NE(message.find("parlance.toml line 2: prot is not a setting; did you mean PORT?"), message.npos) << message;
    EXPECT_NE(message.find("parlance.toml line 4: server.log_level is not a setting; it belongs in [app]"),
              message.npos)
        << message;
    EXPECT_NE(message.find("parlance.toml line 6: serve.port is not a setting; it belongs in [server]"), message.npos)
        << message;
}

TEST(load_settings, reads_every_kind_of_toml_value) {
    auto sources = with_environment({});
    sources.toml_file = {"parlance.toml",
                         "PORT = 9000\n[models]\ndefault_temperature = 0.3\nstreaming_enabled = false\n"
                         "[server]\ncors_origins = [\"https://a\", \"https://b\"]"};

    auto const s = load(sources);

    EXPECT_EQ(s.server.port, 9000);
    EXPECT_EQ(s.models.temperature, 0.3);
    EXPECT_FALSE(s.models.streaming_enabled);
    EXPECT_EQ(s.server.cors_origins, (std::vector<std::string>{"https://a", "https://b"}));
}

TEST(load_settings, refuses_toml_that_it_cannot_read) {
    auto sources = with_environment({});
    sources.toml_file = {"parlance.toml", "host = \"x\"\nport = "};
    EXPECT_EQ(failure(sources).find("parlance.toml line 2: "), 0u) << failure(sources);
    sources.toml_file = {"parlance.toml", "port = 2026-01-01"};
    EXPECT_NE(failure(sources).find("must be a string, a number"), std::string::npos);
    sources.toml_file = {"parlance.toml", "port = 1\n[server]\nport = 2"};
    EXPECT_NE(failure(sources).find("is given twice"), std::string::npos);
}

TEST(load_settings, composes_the_redis_url) {
    auto const s = load(with_environment({{"REDIS_HOST", "cache"}, {"REDIS_PASSWORD", "p"}, {"REDIS_DB", "2"}}));

    EXPECT_EQ(s.storage.redis_url, "redis://:p@cache:6379/2");
}

TEST(load_settings, lets_nobody_in_unasked_outside_development_on_loopback) {
    EXPECT_EQ(load(with_environment({{"HOST", "0.0.0.0"}})).access.anonymous, false);
    EXPECT_EQ(load(with_environment({{"APP_ENV", "staging"}})).access.anonymous, false);
    EXPECT_EQ(load(with_environment({{"HOST", "::1"}})).access.anonymous, true);
}

}  // namespace
