#include "cli/arguments/parser.hpp"

#include "core/settings/table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cli {
namespace {

// Those that --help shows; the others are flags as well, and --help-all lists them.
constexpr std::string_view everyday[] = {"HOST",      "PORT",       "DATA_DIR",     "WORKERS",
                                         "LOG_LEVEL", "LOG_FORMAT", "LLM_PROVIDER", "DEFAULT_MODEL"};

// Shows a command's examples in its own help only.
class help_format final : public CLI::Formatter {
    std::string make_description(CLI::App const* app) const override { return app->get_description() + "\n\n"; }
    std::string make_subcommand(CLI::App const* sub) const override {
        return fmt::format("  {:<{}}{}\n", sub->get_name(), get_column_width() - 2, first_line(sub->get_description()));
    }
};

std::string with_examples(char const* summary, std::string const& examples) {
    return examples.empty() ? summary : fmt::format("{}\n\nExamples:\n{}", summary, examples);
}

}  // namespace

std::string first_line(std::string const& text) { return text.substr(0, text.find('\n')); }

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

}  // namespace cli
