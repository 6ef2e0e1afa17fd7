#include "cli/user.hpp"

#include "cli/configuration.hpp"
#include "cli/operator_database.hpp"
#include "core/json_write.hpp"
#include "core/time_text.hpp"
#include "identity/account_changes.hpp"
#include "identity/email_address.hpp"
#include "identity/passwords.hpp"
#include "store/failure.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>

namespace cli {
namespace {

using core::errc;
using store::connection;
using store::user_row;

struct user_line {
    std::string id, email, name, role, tier, status;
    core::timestamp created_at{};
    std::optional<core::timestamp> last_login_at;
    std::optional<std::string> reset_token;
    std::optional<core::timestamp> reset_expires_at;
};
BOOST_DESCRIBE_STRUCT(user_line, (),
                      (id, email, name, role, tier, status, created_at, last_login_at, reset_token, reset_expires_at))
auto rules(user_line const*) {
    return core::fields(core::omit_empty(&user_line::reset_token), core::omit_empty(&user_line::reset_expires_at));
}

struct user_lines {
    std::vector<user_line> users;
    std::int64_t total = 0;
};
BOOST_DESCRIBE_STRUCT(user_lines, (), (users, total))

user_line line_of(user_row const& user) {
    return {.id = user.id,
            .email = user.email,
            .name = user.name,
            .role = store::to_string(user.role),
            .tier = user.tier,
            .status = store::to_string(user.status),
            .created_at = user.created_at,
            .last_login_at = user.last_login_at,
            .reset_token = {},
            .reset_expires_at = {}};
}

identity::actor const the_operator{.kind = "operator"};

core::result<std::string> read_password(std::string const& file) {
    std::ifstream from(file);
    if (file != "-" && !from) return core::error{errc::invalid_input, "The password file can't be read."};
    auto& in = file == "-" ? std::cin : from;
    std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
    if (auto const fits = identity::check_new_password(text, "password"); !fits) return fits.error();
    return text;
}

// One run of the command: a change in one transaction, then what to show of it.
class user_run {
public:
    user_run(user_command const& what, core::settings const& settings)
        : what_(what), settings_(settings), on_(settings) {}

    core::result<user_line> change() {
        switch (what_.action) {
        case user_action::add:            return add();
        case user_action::list:
        case user_action::show:           return shown();
        case user_action::set_role:       return patched({.role = store::parse_role(what_.value)});
        case user_action::set_tier:       return patched({.tier = what_.value});
        case user_action::suspend:        return patched({.status = store::user_status::suspended});
        case user_action::unsuspend:      return patched({.status = store::user_status::active});
        case user_action::reset_password: return with_reset();
        case user_action::remove:         return removed();
        }
        return core::error{errc::internal, "unknown"};
    }

    core::result<user_lines> list() {
        return on_.db().read_now([this](connection& db) -> core::result<user_lines> {
            auto const page = store::users::list(db, {.text = what_.value, .limit = 10'000});
            user_lines out{.users = {}, .total = page.total};
            for (auto const& each : page.rows) out.users.push_back(line_of(each));
            return out;
        });
    }

private:
    core::result<user_line> add() {
        auto const email = identity::normal_email(what_.email);
        if (!email) return email.error();
        identity::new_account account{.name = what_.name.empty() ? email->substr(0, email->find('@')) : what_.name,
                                      .email = *email,
                                      .role = store::parse_role(what_.role).value_or(core::role::user),
                                      .tier = what_.tier.empty() ? settings_.access.tier_default : what_.tier};
        if (!what_.password_file.empty()) {
            auto const password = read_password(what_.password_file);
            if (!password) return password.error();
            account.password_hash = identity::hash_password(*password);
        }
        return on_.db().write_now([&](connection& db) -> core::result<user_line> {
            auto const made = identity::create_account(db, account, the_operator, on_.now());
            if (!made) return made.error();
            return account.password_hash.empty() ? reset(db, *made) : line_of(*made);
        });
    }

    core::result<user_line> shown() {
        return on_.db().read_now([this](connection& db) -> core::result<user_line> {
            auto const user = find(db);
            if (!user) return user.error();
            return line_of(*user);
        });
    }

    core::result<user_line> patched(store::user_patch const& patch) {
        return on_.db().write_now([&](connection& db) -> core::result<user_line> {
            auto const user = find(db);
            if (!user) return user.error();
            auto const changed = identity::change_account(db, user->id, "", patch, the_operator, on_.now());
            if (!changed) return changed.error();
            return line_of(*changed);
        });
    }

    core::result<user_line> with_reset() {
        return on_.db().write_now([this](connection& db) -> core::result<user_line> {
            auto const user = find(db);
            if (!user) return user.error();
            return reset(db, *user);
        });
    }

    core::result<user_line> removed() {
        return on_.db().write_now([this](connection& db) -> core::result<user_line> {
            auto const user = find(db);
            if (!user) return user.error();
            auto const done = identity::delete_account(db, user->id, "", the_operator, on_.now());
            if (!done) return done.error();
            auto out = line_of(*user);
            out.status = store::to_string(store::user_status::deleted);
            return out;
        });
    }

    core::result<user_line> reset(connection& db, user_row const& user) {
        auto made = identity::make_reset(db, user.id, "", the_operator, on_.now());
        if (!made) return made.error();
        auto out = line_of(user);
        out.reset_token = std::move(made->token);
        out.reset_expires_at = made->expires_at;
        return out;
    }

    // By address, or by id.
    core::result<user_row> find(connection& db) {
        auto const email = identity::normal_email(what_.email);
        auto found = email ? store::users::find_by_email(db, *email) : store::users::find(db, what_.email);
        if (!found) return core::error{errc::not_found, fmt::format("There is no user {}.", what_.email)};
        return std::move(*found);
    }

    user_command const& what_;
    core::settings const& settings_;
    operator_database on_;
};

std::string row_text(user_line const& user) {
    return fmt::format("{:<36}  {:<30}  {:<8} {:<13} {:<10} {}\n", user.id, user.email.empty() ? "-" : user.email,
                       user.role, user.tier, user.status, user.name);
}

std::string text_of(user_command const& what, core::settings const& settings, user_line const& user) {
    std::string out = row_text(user);
    if (!user.reset_token) return out;
    auto const server =
        settings.server.public_url.empty() ? core::server_url(settings.server) : settings.server.public_url;
    out += fmt::format("\n{} with this link, once, until {}:\n  {}/reset#token={}\n",
                       what.action == user_action::add ? "A password can be chosen" : "A new password can be chosen",
                       core::format_time(*user.reset_expires_at), server, *user.reset_token);
    return out;
}

int fail(std::string const& why) {
    fmt::print(stderr, "parlance: {}\n", why);
    return exit_failed;
}

int run(user_command const& what, core::settings const& settings) {
    user_run on(what, settings);
    if (what.action == user_action::list) {
        auto const found = on.list();
        if (!found) return fail(found.error().message);
        if (what.as == output::json) fmt::print("{}\n", core::write_json(*found));
        else
            for (auto const& each : found->users) fmt::print("{}", row_text(each));
        return exit_done;
    }
    auto const user = on.change();
    if (!user) return fail(user.error().message);
    if (what.as == output::json) fmt::print("{}\n", core::write_json(*user));
    else fmt::print("{}", text_of(what, settings, *user));
    return exit_done;
}

}  // namespace

int run_user(user_command const& what) {
    auto const loaded = load_configuration(what.from);
    if (!loaded) return fail(loaded.error().message);
    try {
        return run(what, loaded->values);
    } catch (store::cannot_open const& why) {
        return fail(why.what());
    }
}

}  // namespace cli
