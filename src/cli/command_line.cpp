#include "cli/command_line.hpp"

#include "core/field_check.hpp"
#include "core/settings/table.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace cli {
namespace {

// Those that --help shows; the others are flags as well, and --help-all lists them.
constexpr std::string_view everyday[] = {"HOST",      "PORT",       "DATA_DIR",     "WORKERS",
                                         "LOG_LEVEL", "LOG_FORMAT", "LLM_PROVIDER", "DEFAULT_MODEL"};

std::string first_line(std::string const& text) { return text.substr(0, text.find('\n')); }

// Shows a command's examples in its own help only.
class help_format final : public CLI::Formatter {
    std::string make_description(CLI::App const* app) const override { return app->get_description() + "\n\n"; }
    std::string make_subcommand(CLI::App const* sub) const override {
        return fmt::format("  {:<{}}{}\n", sub->get_name(), get_column_width() - 2, first_line(sub->get_description()));
    }
};

// The parser and what it fills. The callbacks of the chosen command set `chosen`.
struct parser {
    CLI::App app;
    command chosen = help_command{};
    configuration from;
    chat_command chat;
    user_command user;
    audit_command audit;
    key_command key;
    completion_command completion;
    bool json = false;

    parser();

private:
    CLI::App& add(CLI::App& parent, char const* name, char const* summary, std::string const& examples);
    void add_files(CLI::App& to);
    void add_settings(CLI::App& to);
    void add_json(CLI::App& to) { to.add_flag("--json", json, "Print JSON"); }
    output as() const { return json ? output::json : output::text; }

    void add_serve();
    void add_chat();
    void add_config();
    void add_user();
    void add_audit();
    CLI::App& add_user_action(CLI::App& to, char const* name, user_action action, char const* summary);
    void add_key();
    CLI::App& add_key_action(CLI::App& to, char const* name, key_action action, char const* summary);
    void add_tools();
};

std::string with_examples(char const* summary, std::string const& examples) {
    return examples.empty() ? summary : fmt::format("{}\n\nExamples:\n{}", summary, examples);
}

parser::parser() : app("", "parlance") {
    app.description(with_examples("Parlance: conversations with language models, stored and resumable.",
                                  "  parlance serve                      Start the server\n"
                                  "  parlance chat                       Talk to it\n"
                                  "  echo hello | parlance chat          Ask once, in a pipe\n"
                                  "  parlance doctor                     Find out what is wrong"));
    auto format = std::make_shared<help_format>();
    format->column_width(26);
    app.formatter(std::move(format));
    app.require_subcommand(0, 1);
    app.set_help_all_flag("--help-all", "Print the help of every command");
    app.set_version_flag("--version", "", "Print the version");
    app.failure_message(CLI::FailureMessage::simple);
    add_serve();
    add_chat();
    add_config();
    add_user();
    add_audit();
    add_key();
    add_tools();
}

CLI::App& parser::add(CLI::App& parent, char const* name, char const* summary, std::string const& examples) {
    auto& sub = *parent.add_subcommand(name, with_examples(summary, examples));
    sub.failure_message(CLI::FailureMessage::simple);
    return sub;
}

void parser::add_files(CLI::App& to) {
    auto const file = [&to](char const* flag, std::optional<std::string>& into, char const* what) {
        auto const store = [&into](std::string const& path) { into = path; };
        to.add_option_function<std::string>(flag, store, what)->type_name("FILE");
    };
    file("--config", from.files.config, "TOML file, instead of parlance.toml; empty for none");
    file("--env-file", from.files.env_file, "File of NAME=value lines, instead of .env; empty for none");
}

void parser::add_settings(CLI::App& to) {
    add_files(to);
    for (auto const& row : core::settings_table()) {
        if (row.is_secret) continue;   // other users of the machine can see arguments
        auto const store = [this, name = std::string(row.name)](std::string const& text) { from.flags[name] = text; };
        auto* option = to.add_option_function<std::string>(row.flag(), store, std::string(row.field.doc));
        bool const shown = std::ranges::find(everyday, row.name) != std::end(everyday);
        option->type_name("VALUE")->group(shown ? "Settings" : "");
    }
    to.footer("Every setting is a flag: `parlance config reference` lists them, with the environment variables.");
}

void parser::add_serve() {
    auto& sub = add(app, "serve", "Start the server.",
                    "  parlance serve\n"
                    "  parlance serve --port 9000 --data-dir /var/lib/parlance\n"
                    "  OPENAI_API_KEY_FILE=key.txt parlance serve");
    add_settings(sub);
    sub.callback([this] { chosen = serve_command{from}; });
}

void parser::add_chat() {
    auto& sub = add(app, "chat", "Talk to a running server, in the terminal or in a pipe.",
                    "  parlance chat\n"
                    "  parlance chat -c \"Why is the sky blue?\"\n"
                    "  parlance chat < question.txt > answer.txt\n"
                    "  parlance chat --conversation ID --model demo");
    sub.add_option("-c,--command", chat.text, "Ask this once, and end")->type_name("TEXT");
    sub.add_option("--conversation", chat.conversation, "Go on with this conversation")->type_name("ID");
    sub.add_option("--model", chat.model, "The model that answers")->type_name("NAME");
    sub.add_option("--server", chat.server, "Address of the server, instead of HOST and PORT")->type_name("URL");
    add_files(sub);
    sub.callback([this] {
        chat.from = from;
        chosen = chat;
    });
}

void parser::add_config() {
    auto& config = add(app, "config", "Show and check the configuration.",
                       "  parlance config show                See each setting and where it came from\n"
                       "  parlance config check               Try it without starting");
    config.require_subcommand(1);
    auto& show = add(config, "show", "Print every setting, its value and its origin. Secrets are masked.", "");
    add_json(show);
    add_settings(show);
    show.callback([this] { chosen = config_show_command{from, as()}; });

    auto& check = add(config, "check", "Load the settings and try what they need, without starting.", "");
    add_json(check);
    add_settings(check);
    check.callback([this] { chosen = config_check_command{from, as()}; });

    auto& reference = add(config, "reference", "Print the reference of all settings, in Markdown.", "");
    reference.callback([this] { chosen = config_document_command{document::reference}; });
    auto& example = add(config, "example", "Print an example of an .env file.", "");
    example.callback([this] { chosen = config_document_command{document::env_example}; });
}

// A command about one account, named by its address or id.
CLI::App& parser::add_user_action(CLI::App& to, char const* name, user_action action, char const* summary) {
    auto& sub = add(to, name, summary, "");
    if (action != user_action::list)
        sub.add_option("user", user.email, "E-mail address or id")->required()->type_name("");
    add_json(sub);
    add_files(sub);
    auto const store = [this](std::string const& folder) { from.flags["DATA_DIR"] = folder; };
    sub.add_option_function<std::string>("--data-dir", store, "The folder of databases and files")->type_name("DIR");
    sub.callback([this, action] {
        user.from = from;
        user.action = action;
        user.as = as();
        chosen = user;
    });
    return sub;
}

void parser::add_user() {
    auto& users = add(app, "user", "Make and change accounts, also while the server runs.",
                      "  parlance user add ann@example.org --name Ann --role admin\n"
                      "  parlance user add bob@example.org --password-file bob.txt\n"
                      "  parlance user list\n"
                      "  parlance user reset-password ann@example.org");
    users.require_subcommand(1);
    std::vector<std::string> const roles{"user", "auditor", "admin"};
    std::vector<std::string> const tiers{"free", "starter", "professional", "enterprise"};
    auto& made = add_user_action(users, "add", user_action::add,
                                 "Make an account. Without a password file, prints a link to choose a password.");
    made.add_option("--name", user.name, "The person's name")->type_name("TEXT");
    made.add_option("--role", user.role, "user, auditor or admin")->check(CLI::IsMember(roles))->type_name("ROLE");
    made.add_option("--tier", user.tier, "free, starter, professional or enterprise")
        ->check(CLI::IsMember(tiers))
        ->type_name("TIER");
    made.add_option("--password-file", user.password_file, "File with the password; - for standard input")
        ->type_name("FILE");
    auto& list = add_user_action(users, "list", user_action::list, "List accounts.");
    list.add_option("text", user.value, "A part of the name or address")->type_name("");
    add_user_action(users, "show", user_action::show, "Show one account.");
    auto& role = add_user_action(users, "set-role", user_action::set_role, "Change what an account may do.");
    role.add_option("role", user.value, "user, auditor or admin")
        ->required()
        ->check(CLI::IsMember(roles))
        ->type_name("");
    auto& tier = add_user_action(users, "set-tier", user_action::set_tier, "Change how much an account may use.");
    tier.add_option("tier", user.value, "free, starter, professional or enterprise")
        ->required()
        ->check(CLI::IsMember(tiers))
        ->type_name("");
    add_user_action(users, "suspend", user_action::suspend, "Refuse an account everywhere, at once.");
    add_user_action(users, "unsuspend", user_action::unsuspend, "Let a suspended account in again.");
    add_user_action(users, "reset-password", user_action::reset_password, "Print a link to choose a new password.");
    add_user_action(users, "delete", user_action::remove, "Delete an account; its conversations follow after a while.");
}

void parser::add_audit() {
    auto& log = add(app, "audit", "Read and check the audit log, also while the server runs.",
                    "  parlance audit verify               Whether it is as it was written; status 1 when not\n"
                    "  parlance audit list --action user   What was done about users");
    log.require_subcommand(1);
    auto const action = [&](char const* name, audit_action what, char const* summary) -> CLI::App& {
        auto& sub = add(log, name, summary, "");
        add_json(sub);
        add_settings(sub);
        sub.callback([this, what] {
            audit.from = from;
            audit.action = what;
            audit.as = as();
            chosen = audit;
        });
        return sub;
    };
    action("verify", audit_action::verify, "Check the chain of hashes, and say how long its unsealed end is.");
    auto& list = action("list", audit_action::list, "List entries of all organisations, newest first.");
    list.add_option("--actor", audit.actor, "Id of the user who acted")->type_name("ID");
    list.add_option("--action", audit.action_name, "Like user.suspend, or user for all about users")->type_name("NAME");
    list.add_option("--object", audit.object, "Id of what it was done to")->type_name("ID");
    list.add_option("--limit", audit.limit, "At most so many")->type_name("N")->check(CLI::Range(1, 100'000));
}

CLI::App& parser::add_key_action(CLI::App& to, char const* name, key_action action, char const* summary) {
    auto& sub = add(to, name, summary, "");
    sub.add_option("user", key.user, "E-mail address or id of the key's user")->required()->type_name("");
    add_json(sub);
    add_files(sub);
    auto const store = [this](std::string const& folder) { from.flags["DATA_DIR"] = folder; };
    sub.add_option_function<std::string>("--data-dir", store, "The folder of databases and files")->type_name("DIR");
    sub.callback([this, action] {
        key.from = from;
        key.action = action;
        key.as = as();
        chosen = key;
    });
    return sub;
}

void parser::add_key() {
    auto& keys = add(app, "key", "Make and revoke API keys, also while the server runs.",
                     "  parlance key create ann@example.org --name backup --scope conversations\n"
                     "  parlance key list ann@example.org\n"
                     "  parlance key revoke ann@example.org ID");
    keys.require_subcommand(1);
    auto& made = add_key_action(keys, "create", key_action::create, "Make a key and print it, once.");
    made.add_option("--name", key.name, "What it is for")->required()->type_name("TEXT");
    made.add_option("--scope", key.scopes, "What it may do; again for more. Without: all that its user may")
        ->type_name("SCOPE");
    made.add_option("--model", key.models, "A model that it may ask; again for more. Without: all")->type_name("MODEL");
    made.add_option("--days", key.days, "Days that it lives. Without: until it is revoked")
        ->check(CLI::Range(1, 36'500))
        ->type_name("N");
    add_key_action(keys, "list", key_action::list, "List a user's keys.");
    auto& revoked = add_key_action(keys, "revoke", key_action::revoke, "Refuse a key everywhere, at once.");
    revoked.add_option("key", key.id, "The key's id")->required()->type_name("");
}

void parser::add_tools() {
    auto& doctor = add(app, "doctor", "Check everything the server needs; each failure comes with its remedy.",
                       "  parlance doctor\n  parlance doctor --json | jq '.checks[] | select(.status != \"ok\")'");
    add_json(doctor);
    add_settings(doctor);
    doctor.callback([this] { chosen = doctor_command{from, as()}; });

    auto& version = add(app, "version", "Print the version, the commit and the build.", "");
    add_json(version);
    version.callback([this] { chosen = version_command{as()}; });

    auto& shell = add(app, "completion", "Print a script that completes commands and flags in a shell.",
                      "  source <(parlance completion bash)\n"
                      "  parlance completion fish > ~/.config/fish/completions/parlance.fish");
    shell.add_option("shell", completion.shell, "bash, zsh or fish")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}))
        ->type_name("");
    shell.callback([this] { chosen = completion; });

    add(app, "help", "Print this help.", "");
}

flag_node flag_of(CLI::Option const& option) {
    auto const names = option.get_lnames();
    auto const name = names.empty() ? "-" + option.get_snames().front() : "--" + names.front();
    return {name, option.get_description(), option.get_type_size_max() > 0};
}

command_node node_of(CLI::App const& app) {
    command_node out{app.get_name(), first_line(app.get_description()), {}, {}};
    for (auto const* option : app.get_options())
        if (!option->get_positional()) out.flags.push_back(flag_of(*option));
    for (auto const* sub : app.get_subcommands(nullptr)) out.children.push_back(node_of(*sub));
    return out;
}

// "--prot is not known; did you mean --port?"
std::string unknown_text(CLI::App const& app, std::string const& word) {
    auto const node = node_of(app);
    std::vector<std::string_view> names;
    for (auto const& flag : node.flags) names.push_back(flag.name);
    for (auto const& child : node.children) names.push_back(child.name);
    auto const name = word.substr(0, word.find('='));
    auto const meant = core::nearest(name, names);
    return fmt::format("{} is not known{}", name, meant ? fmt::format("; did you mean {}?", *meant) : ".");
}

std::string usage_text(CLI::App const& app, CLI::ParseError const& failure) {
    std::string path = "parlance";
    auto const* at = &app;
    for (auto chosen = at->get_subcommands(); !chosen.empty(); chosen = at->get_subcommands()) {
        at = chosen.front();
        path += " " + at->get_name();
    }
    auto const unknown = at->remaining();
    auto const what = unknown.empty() ? std::string(failure.what()) : unknown_text(*at, unknown.front());
    return fmt::format("{}: {}\nRun `{} --help`.\n", path, what, path);
}

}  // namespace

command parse_command_line(std::vector<std::string> arguments) {
    // CLI11 would let an empty argument pass for none.
    if (arguments.empty() || arguments.front() == "help") {
        if (!arguments.empty()) arguments.erase(arguments.begin());
        arguments.push_back("--help");
    }
    parser parse;
    std::ranges::reverse(arguments);
    try {
        parse.app.parse(std::move(arguments));
    } catch (CLI::CallForVersion const&) {
        return version_command{};
    } catch (CLI::CallForAllHelp const&) {
        return help_command{parse.app.help("", CLI::AppFormatMode::All)};
    } catch (CLI::CallForHelp const&) {
        return help_command{parse.app.help()};
    } catch (CLI::ParseError const& failure) {
        return usage_error{usage_text(parse.app, failure)};
    }
    return std::move(parse.chosen);
}

command_node command_tree() {
    parser const parse;
    return node_of(parse.app);
}

}  // namespace cli
