// The commands that change and read what is stored about people, also while the server runs.

#include "cli/arguments/parser.hpp"

namespace cli {

// A command about what is stored, in the folder that is named or in the usual one.
CLI::App& parser::add_account_action(CLI::App& to, char const* name, char const* summary) {
    auto& sub = add(to, name, summary, "");
    add_json(sub);
    add_files(sub);
    auto const store = [this](std::string const& folder) { from.flags["DATA_DIR"] = folder; };
    sub.add_option_function<std::string>("--data-dir", store, "The folder of databases and files")->type_name("DIR");
    return sub;
}

// A command about one account, named by its address or id.
CLI::App& parser::add_user_action(CLI::App& to, char const* name, user_action action, char const* summary) {
    auto& sub = add_account_action(to, name, summary);
    if (action != user_action::list)
        sub.add_option("user", user.email, "E-mail address or id")->required()->type_name("");
    choose(sub, user, action);
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

CLI::App& parser::add_key_action(CLI::App& to, char const* name, key_action action, char const* summary) {
    auto& sub = add_account_action(to, name, summary);
    sub.add_option("user", key.user, "E-mail address or id of the key's user")->required()->type_name("");
    choose(sub, key, action);
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

void parser::add_audit() {
    auto& log = add(app, "audit", "Read and check the audit log, also while the server runs.",
                    "  parlance audit verify               Whether it is as it was written; status 1 when not\n"
                    "  parlance audit list --action user   What was done about users");
    log.require_subcommand(1);
    auto const action = [&](char const* name, audit_action what, char const* summary) -> CLI::App& {
        auto& sub = add(log, name, summary, "");
        add_json(sub);
        add_settings(sub);
        choose(sub, audit, what);
        return sub;
    };
    action("verify", audit_action::verify, "Check the chain of hashes, and say how long its unsealed end is.");
    auto& list = action("list", audit_action::list, "List entries of all organisations, newest first.");
    list.add_option("--actor", audit.actor, "Id of the user who acted")->type_name("ID");
    list.add_option("--action", audit.action_name, "Like user.suspend, or user for all about users")->type_name("NAME");
    list.add_option("--object", audit.object, "Id of what it was done to")->type_name("ID");
    list.add_option("--limit", audit.limit, "At most so many")->type_name("N")->check(CLI::Range(1, 100'000));
}

}  // namespace cli
