#pragma once

#include "core/settings/read_sources.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace cli {

// What a command line asks for: one struct per command, filled by parse_command_line(), run by a function of its own.

enum class output : std::uint8_t { text, json };

// Where a command takes its settings from: flags by canonical name, and the files.
struct configuration {
    std::map<std::string, std::string> flags;
    core::settings_files files;
};

struct serve_command {
    configuration from;
};

struct chat_command {
    configuration from;       // for the port, where no server is named
    std::string server;       // empty: the one that the settings describe
    std::string text;         // -c: ask this and end
    std::string conversation;
    std::string model;
    std::string api_key_file; // empty: PARLANCE_API_KEY has it, or none is needed
};

struct config_show_command {
    configuration from;
    output as = output::text;
};

struct config_check_command {
    configuration from;
    output as = output::text;
};

enum class document : std::uint8_t { reference, env_example };

struct config_document_command {
    document which;
};

struct doctor_command {
    configuration from;
    output as = output::text;
};

enum class user_action : std::uint8_t {
    add,
    list,
    show,
    set_role,
    set_tier,
    suspend,
    unsuspend,
    reset_password,
    remove,
};

struct user_command {
    configuration from;
    user_action action = user_action::list;
    std::string email;           // or an id
    std::string value;           // a role, a tier, or what to look for
    std::string name, role, tier;
    std::string password_file;   // "-": standard input; empty: none, the person chooses one
    output as = output::text;
};

enum class audit_action : std::uint8_t { verify, list };

struct audit_command {
    configuration from;
    audit_action action = audit_action::verify;
    std::string actor, action_name, object;   // what to list; empty: any
    std::int64_t limit = 100;
    output as = output::text;
};

enum class key_action : std::uint8_t { create, list, revoke };

struct key_command {
    configuration from;
    key_action action = key_action::list;
    std::string user;   // e-mail address or id
    std::string id;     // of the key to revoke
    std::string name;
    std::vector<std::string> scopes, models;
    int days = 0;       // that a new key lives; 0: until it is revoked
    output as = output::text;
};

struct version_command {
    output as = output::text;
};

struct completion_command {
    std::string shell;   // bash, zsh, fish
};

// Text that was asked for: --help.
struct help_command {
    std::string text;
};

// The command line could not be understood: exit status 2.
struct usage_error {
    std::string text;
};

using command = std::variant<help_command, usage_error, serve_command, chat_command, config_show_command,
                             config_check_command, config_document_command, doctor_command, user_command, audit_command,
                             key_command, version_command, completion_command>;

// What the process returns to its caller.
inline constexpr int exit_done = 0;
inline constexpr int exit_failed = 1;
inline constexpr int exit_usage = 2;

}  // namespace cli
