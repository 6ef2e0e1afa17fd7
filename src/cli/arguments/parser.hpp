#pragma once

#include "cli/commands.hpp"

#include <CLI/CLI.hpp>

#include <string>

namespace cli {

// The parser of the command line and what it fills: the callbacks of the chosen command set `chosen`. The commands
// stand in files of their own.
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

    // Lets `sub` choose `what`, to do `action`.
    template <class Command, class Action>
    void choose(CLI::App& sub, Command& what, Action action) {
        sub.callback([this, &what, action] {
            what.from = from;
            what.action = action;
            what.as = as();
            chosen = what;
        });
    }

    // server_commands.cpp
    void add_serve();
    void add_chat();
    void add_config();
    void add_tools();

    // account_commands.cpp
    void add_user();
    CLI::App& add_user_action(CLI::App& to, char const* name, user_action action, char const* summary);
    void add_key();
    CLI::App& add_key_action(CLI::App& to, char const* name, key_action action, char const* summary);
    CLI::App& add_account_action(CLI::App& to, char const* name, char const* summary);
    void add_audit();
};

std::string first_line(std::string const& text);

}  // namespace cli
