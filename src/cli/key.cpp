#include "cli/key.hpp"

#include "cli/configuration.hpp"
#include "cli/operator_database.hpp"
#include "core/json_write.hpp"
#include "core/time_text.hpp"
#include "identity/api_keys.hpp"
#include "identity/email_address.hpp"
#include "identity/name_list.hpp"
#include "store/failure.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdio>

namespace cli {
namespace {

using store::connection;

struct key_line {
    std::string id, name, prefix;
    std::vector<std::string> scopes, models;
    core::timestamp created_at{};
    std::optional<core::timestamp> expires_at, last_used_at, revoked_at;
    std::optional<std::string> key;   // the whole of it, once
};
BOOST_DESCRIBE_STRUCT(key_line, (),
                      (id, name, prefix, scopes, models, created_at, expires_at, last_used_at, revoked_at, key))
auto rules(key_line const*) { return core::fields(core::omit_empty(&key_line::key)); }

struct key_lines {
    std::vector<key_line> keys;
};
BOOST_DESCRIBE_STRUCT(key_lines, (), (keys))

key_line line_of(store::api_key_row const& key) {
    return {.id = key.id,
            .name = key.name,
            .prefix = key.prefix,
            .scopes = identity::read_names(key.scopes),
            .models = identity::read_names(key.models),
            .created_at = key.created_at,
            .expires_at = key.expires_at,
            .last_used_at = key.last_used_at,
            .revoked_at = key.revoked_at,
            .key = {}};
}

std::string row_text(key_line const& key) {
    auto const state = key.revoked_at   ? "revoked " + core::format_time(*key.revoked_at)
                       : key.expires_at ? "until " + core::format_time(*key.expires_at)
                                        : std::string("no end");
    return fmt::format("{:<36}  {:<14} {:<30} {}\n", key.id, key.prefix,
                       key.scopes.empty() ? "-" : fmt::format("{}", fmt::join(key.scopes, ",")),
                       key.name + ", " + state);
}

// By address, or by id.
core::result<store::user_row> find_user(connection& db, std::string const& named) {
    auto const email = identity::normal_email(named);
    auto found = email ? store::users::find_by_email(db, *email) : store::users::find(db, named);
    if (!found) return core::error{core::errc::not_found, fmt::format("There is no user {}.", named)};
    return std::move(*found);
}

core::result<key_lines> made(connection& db, key_command const& what, store::user_row const& user,
                             core::timestamp now) {
    identity::key_request request{.name = what.name, .scopes = what.scopes, .models = what.models};
    if (what.days > 0) request.expires_at = now + std::chrono::days(what.days);
    auto key = identity::make_key(db, user, request, {}, now);
    if (!key) return key.error();
    key_lines out{{line_of(key->made.key)}};
    out.keys.front().key = std::move(key->secret);
    return out;
}

core::result<key_lines> done(connection& db, key_command const& what, core::timestamp now) {
    auto const user = find_user(db, what.user);
    if (!user) return user.error();
    if (what.action == key_action::create) return made(db, what, *user, now);
    if (what.action == key_action::revoke)
        if (auto const gone = identity::revoke_key(db, what.id, user->id, {}, now); !gone) return gone.error();
    key_lines out;
    for (auto const& each : store::api_keys::list(db, user->id))
        if (what.action == key_action::list || each.id == what.id) out.keys.push_back(line_of(each));
    return out;
}

int fail(std::string const& why) {
    fmt::print(stderr, "parlance: {}\n", why);
    return exit_failed;
}

}  // namespace

int run_key(key_command const& what) {
    auto const loaded = load_configuration(what.from);
    if (!loaded) return fail(loaded.error().message);
    try {
        operator_database on(loaded->values);
        auto const keys = on.db().write_now([&](connection& db) { return done(db, what, on.now()); });
        if (!keys) return fail(keys.error().message);
        if (what.as == output::json) {
            fmt::print("{}\n", core::write_json(*keys));
            return exit_done;
        }
        for (auto const& each : keys->keys) fmt::print("{}", row_text(each));
        if (what.action == key_action::create)
            fmt::print("\nThe key, shown this once:\n  {}\n", keys->keys.front().key.value_or(""));
        return exit_done;
    } catch (store::cannot_open const& why) {
        return fail(why.what());
    }
}

}  // namespace cli
