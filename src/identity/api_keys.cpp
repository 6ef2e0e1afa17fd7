#include "identity/api_keys.hpp"

#include "core/digest.hpp"
#include "core/id.hpp"
#include "identity/api_key_text.hpp"
#include "identity/name_list.hpp"
#include "store/repositories/access_changes.hpp"
#include "store/repositories/audit.hpp"

#include <boost/describe/enum_from_string.hpp>

namespace identity {

namespace {

constexpr std::int64_t keys_max = 100;   // of one user, that can be used

core::error no_such_key() { return {core::errc::not_found, "There is no such key."}; }

core::error refused(std::string field, std::string problem) {
    return {core::errc::invalid_input, field.substr(1) + " " + problem + ".", {{field, problem}}};
}

// A key may be for less than its user, never for more.
core::result<void> check_scopes(std::vector<std::string> const& scopes, core::role has) {
    for (std::size_t i = 0; i < scopes.size(); ++i) {
        core::scope wanted{};
        bool const known = boost::describe::enum_from_string(scopes[i].c_str(), wanted);
        if (!known || wanted == core::scope::open || wanted == core::scope::person)
            return refused("/scopes/" + std::to_string(i), "is no scope of a key");
        bool const beyond = (wanted == core::scope::admin && has == core::role::user) ||
                            (wanted == core::scope::metrics && has != core::role::admin);
        if (beyond)
            return core::error{core::errc::forbidden, "A key can't be allowed more than your account: " + scopes[i]};
    }
    return {};
}

core::result<void> check(store::api_key_row const& key, core::role has, core::timestamp now) {
    if (auto const allowed = check_scopes(read_names(key.scopes), has); !allowed) return allowed.error();
    if (key.expires_at && *key.expires_at <= now) return refused("/expires_at", "must be in the future");
    return {};
}

void note(store::connection& db, store::api_key_row const& key, char const* action, client_facts const& from,
          core::timestamp now) {
    store::audit::add(db, {.id = core::new_id(now),
                           .organisation_id = key.organisation_id,
                           .actor_kind = from.address.empty() ? "operator" : "user",
                           .actor_id = from.address.empty() ? "" : key.user_id,
                           .action = action,
                           .object_kind = "key",
                           .object_id = key.id,
                           .address = from.address,
                           .request_id = from.request_id,
                           .details = R"({"prefix":")" + key.prefix + R"("})",
                           .created_at = now});
}

}  // namespace

core::result<made_key> make_key(store::connection& db, store::user_row const& user, key_request const& what,
                                client_facts const& from, core::timestamp now) {
    auto const text = new_api_key();
    store::api_key_row row{.id = core::new_id(now), .organisation_id = user.organisation_id, .user_id = user.id};
    row.name = what.name;
    row.prefix = text.prefix;
    row.secret_hash = core::sha256_hex(text.whole);
    row.scopes = write_names(what.scopes);
    row.models = write_names(what.models);
    row.requests_per_minute = what.requests_per_minute;
    row.tokens_per_minute = what.tokens_per_minute;
    row.created_at = now;
    row.expires_at = what.expires_at;
    if (auto const good = check(row, user.role, now); !good) return good.error();
    if (store::api_keys::usable_count(db, user.id, now) >= keys_max)
        return core::error{core::errc::conflict, "You have 100 keys. Revoke one that is not needed any more."};

    store::api_keys::insert(db, row);
    made_key out{{row}, text.whole};
    if (what.budget) {
        out.made.budgets.push_back({.id = core::new_id(now),
                                    .organisation_id = user.organisation_id,
                                    .subject = store::budget_subject::key,
                                    .subject_id = row.id,
                                    .unit = what.budget->unit,
                                    .period = what.budget->period,
                                    .amount = what.budget->amount,
                                    .created_at = now,
                                    .updated_at = now});
        store::budgets::insert(db, out.made.budgets.front());
    }
    note(db, row, "key.create", from, now);
    return out;
}

core::result<void> revoke_key(store::connection& db, std::string const& id, std::string const& user_id,
                              client_facts const& from, core::timestamp now) {
    auto const key = store::api_keys::find(db, id, user_id);
    if (!key || !store::api_keys::revoke(db, id, user_id, now)) return no_such_key();
    store::access_changes::add(db, user_id, now);
    note(db, *key, "key.revoke", from, now);
    return {};
}

core::task<core::result<made_key>> api_keys::create(core::principal who, key_request what, client_facts from) {
    auto const now = clock_.now();
    auto work = [&](store::connection& db) -> core::result<made_key> {
        auto const user = store::users::find(db, who.user_id);
        if (!user) return core::error{core::errc::unauthorized, "Sign in first."};
        return make_key(db, *user, what, from, now);
    };
    co_return co_await db_.write(std::move(work));
}

core::task<core::result<std::vector<key_and_budgets>>> api_keys::list(core::principal who) {
    auto work = [&](store::connection& db) -> core::result<std::vector<key_and_budgets>> {
        std::vector<key_and_budgets> out;
        for (auto& each : store::api_keys::list(db, who.user_id)) {
            auto budgets = store::budgets::of_subject(db, store::budget_subject::key, each.id);
            out.push_back({std::move(each), std::move(budgets)});
        }
        return out;
    };
    co_return co_await db_.read(std::move(work));
}

core::task<core::result<key_and_budgets>> api_keys::change(core::principal who, std::string id, key_patch what,
                                                           client_facts from) {
    auto const now = clock_.now();
    auto work = [&](store::connection& db) -> core::result<key_and_budgets> {
        auto key = store::api_keys::find(db, id, who.user_id);
        if (!key || key->revoked_at) return no_such_key();
        if (what.name) key->name = *what.name;
        if (what.scopes) key->scopes = write_names(*what.scopes);
        if (what.models) key->models = write_names(*what.models);
        key->requests_per_minute = what.requests_per_minute.value_or(key->requests_per_minute);
        key->tokens_per_minute = what.tokens_per_minute.value_or(key->tokens_per_minute);
        key->expires_at = what.expires_at.value_or(key->expires_at);
        if (auto const good = check(*key, who.acts_as, now); !good) return good.error();
        store::api_keys::update(db, *key);
        store::access_changes::add(db, who.user_id, now);
        note(db, *key, "key.change", from, now);
        auto budgets = store::budgets::of_subject(db, store::budget_subject::key, key->id);
        return key_and_budgets{std::move(*key), std::move(budgets)};
    };
    auto changed = co_await db_.write(std::move(work));
    if (changed) co_await watch_.look();
    co_return changed;
}

core::task<core::result<void>> api_keys::revoke(core::principal who, std::string id, client_facts from) {
    auto const now = clock_.now();
    auto work = [&](store::connection& db) { return revoke_key(db, id, who.user_id, from, now); };
    auto const done = co_await db_.write(std::move(work));
    if (done) co_await watch_.look();
    co_return done;
}

}  // namespace identity
