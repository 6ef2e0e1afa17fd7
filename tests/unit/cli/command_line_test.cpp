#include "cli/command_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using testing::HasSubstr;

template <class Command>
Command parse(std::vector<std::string> arguments) {
    auto parsed = cli::parse_command_line(std::move(arguments));
    if (auto const* wrong = std::get_if<cli::usage_error>(&parsed)) ADD_FAILURE() << wrong->text;
    return std::get<Command>(std::move(parsed));
}

std::string usage(std::vector<std::string> arguments) {
    auto const parsed = cli::parse_command_line(std::move(arguments));
    auto const* wrong = std::get_if<cli::usage_error>(&parsed);
    return wrong ? wrong->text : "";
}

TEST(command_line, takes_settings_as_flags) {
    auto const serve = parse<cli::serve_command>({"serve", "--port", "9000", "--llm-timeout=5", "--host", "::1"});

    EXPECT_EQ(serve.from.flags,
              (std::map<std::string, std::string>{{"HOST", "::1"}, {"LLM_TIMEOUT", "5"}, {"PORT", "9000"}}));
}

TEST(command_line, tells_no_file_from_the_usual_file) {
    EXPECT_EQ(parse<cli::serve_command>({"serve"}).from.files.env_file, std::nullopt);
    EXPECT_EQ(parse<cli::serve_command>({"serve", "--env-file", ""}).from.files.env_file, "");
    EXPECT_EQ(parse<cli::serve_command>({"serve", "--config=a.toml"}).from.files.config, "a.toml");
}

TEST(command_line, has_no_flag_for_a_secret) {
    EXPECT_THAT(usage({"serve", "--openai-api-key", "x"}), HasSubstr("--openai-api-key"));
}

TEST(command_line, reads_the_chat) {
    auto const chat = parse<cli::chat_command>({"chat", "-c", "hello there", "--conversation", "c1", "--model", "demo",
                                                "--server", "http://h:1", "--api-key-file", "key.txt"});

    EXPECT_EQ(chat.text, "hello there");
    EXPECT_EQ(chat.conversation, "c1");
    EXPECT_EQ(chat.model, "demo");
    EXPECT_EQ(chat.server, "http://h:1");
    EXPECT_EQ(chat.api_key_file, "key.txt");
    EXPECT_THAT(usage({"chat", "--api-key", "parl_x"}), HasSubstr("--api-key"));
}

TEST(command_line, reads_the_rest) {
    EXPECT_EQ(parse<cli::config_show_command>({"config", "show", "--json"}).as, cli::output::json);
    EXPECT_EQ(parse<cli::config_check_command>({"config", "check", "--port", "1"}).from.flags.at("PORT"), "1");
    EXPECT_EQ(parse<cli::config_document_command>({"config", "example"}).which, cli::document::env_example);
    EXPECT_EQ(parse<cli::doctor_command>({"doctor"}).as, cli::output::text);
    EXPECT_EQ(parse<cli::version_command>({"version", "--json"}).as, cli::output::json);
    EXPECT_EQ(parse<cli::version_command>({"--version"}).as, cli::output::text);
    EXPECT_EQ(parse<cli::completion_command>({"completion", "fish"}).shell, "fish");
}

TEST(command_line, reads_what_is_done_to_an_account) {
    auto const made = parse<cli::user_command>({"user", "add", "ann@example.org", "--name", "Ann", "--role", "admin",
                                                "--password-file", "-", "--json"});
    EXPECT_EQ(made.action, cli::user_action::add);
    EXPECT_EQ(made.email, "ann@example.org");
    EXPECT_EQ(made.name, "Ann");
    EXPECT_EQ(made.role, "admin");
    EXPECT_EQ(made.password_file, "-");
    EXPECT_EQ(made.as, cli::output::json);

    auto const changed = parse<cli::user_command>({"user", "set-role", "ann@example.org", "auditor"});
    EXPECT_EQ(changed.action, cli::user_action::set_role);
    EXPECT_EQ(changed.value, "auditor");
    EXPECT_EQ(parse<cli::user_command>({"user", "list", "ann"}).value, "ann");
    EXPECT_EQ(parse<cli::user_command>({"user", "suspend", "x", "--data-dir", "d"}).from.flags.at("DATA_DIR"), "d");
    EXPECT_THAT(usage({"user", "set-role", "ann@example.org", "owner"}), HasSubstr("owner"));
    EXPECT_THAT(usage({"user", "add", "a@b", "--password", "secret"}), HasSubstr("--password"));
    EXPECT_THAT(usage({"user"}), HasSubstr("parlance user"));
}

TEST(command_line, understands_what_is_to_be_done_with_keys) {
    auto const made = parse<cli::key_command>({"key", "create", "ann@example.org", "--name", "backup", "--scope",
                                               "chat", "--scope", "models", "--days", "7"});
    EXPECT_EQ(made.action, cli::key_action::create);
    EXPECT_EQ(made.user, "ann@example.org");
    EXPECT_EQ(made.scopes, (std::vector<std::string>{"chat", "models"}));
    EXPECT_EQ(made.days, 7);
    EXPECT_EQ(parse<cli::key_command>({"key", "revoke", "ann@example.org", "id"}).id, "id");
    EXPECT_THAT(usage({"key", "create", "ann@example.org"}), HasSubstr("--name"));
    EXPECT_THAT(usage({"key"}), HasSubstr("parlance key"));
}

TEST(command_line, gives_help_everywhere_with_examples_first) {
    for (std::vector<std::string> const& arguments : {std::vector<std::string>{},
                                                      {"--help"},
                                                      {"-h"},
                                                      {"help"},
                                                      {"serve", "--help"},
                                                      {"chat", "-h"},
                                                      {"config", "--help"},
                                                      {"doctor", "--help"},
                                                      {"user", "--help"},
                                                      {"key", "--help"},
                                                      {"completion", "--help"},
                                                      {"help", "serve"}}) {
        auto const text = parse<cli::help_command>(arguments).text;
        EXPECT_LT(text.find("Examples:"), text.find("Options:")) << text;
    }
    EXPECT_THAT(parse<cli::help_command>({"config", "show", "--help"}).text, HasSubstr("--json"));
}

TEST(command_line, names_what_it_does_not_understand) {
    EXPECT_THAT(usage({"srve"}), HasSubstr("srve is not known; did you mean serve?"));
    EXPECT_THAT(usage({"serve", "--prot", "1"}), HasSubstr("--prot is not known; did you mean --port?"));
    EXPECT_THAT(usage({"serve", "--prot", "1"}), HasSubstr("Run `parlance serve --help`."));
    EXPECT_THAT(usage({"serve", "--port"}), HasSubstr("--port"));
    EXPECT_THAT(usage({"completion", "tcsh"}), HasSubstr("tcsh"));
    EXPECT_THAT(usage({"config"}), HasSubstr("parlance config"));
}

}  // namespace
