#include "identity/administration.hpp"

#include "core/id.hpp"
#include "identity/email_address.hpp"

namespace identity {

using store::connection;

namespace {

core::result<account> read(connection& db, std::string const& id, std::string const& organisation_id) {
    auto user = store::users::find_in(db, id, organisation_id);
    if (!user || user->status == store::user_status::deleted)
        return core::error{core::errc::not_found, "There is no such user."};
    account out{.user = std::move(*user), .organisation_name = {}, .groups = store::users::groups_of(db, id)};
    out.organisation_name = store::users::organisation_name(db, organisation_id);
    return out;
}

core::result<made_user> make(connection& db, new_account what, actor const& by, core::timestamp now) {
    bool const needs_password = what.password_hash.empty();
    auto const row = create_account(db, std::move(what), by, now);
    if (!row) return row.error();
    auto user = read(db, row->id, row->organisation_id);
    if (!user) return user.error();
    made_user out{.user = std::move(*user)};
    if (needs_password) {
        auto token = make_reset(db, row->id, row->organisation_id, by, now);
        if (!token) return token.error();
        out.reset = std::move(*token);
    }
    return out;
}

}  // namespace

core::task<core::result<account_page>> administration::list(core::principal who, store::user_query what) {
    what.organisation_id = who.organisation_id;
    auto work = [&](connection& db) -> core::result<account_page> {
        auto page = store::users::list(db, what);
        auto const name = store::users::organisation_name(db, who.organisation_id);
        account_page out{.accounts = {}, .total = page.total};
        for (auto& row : page.rows) {
            auto groups = store::users::groups_of(db, row.id);
            out.accounts.push_back({.user = std::move(row), .organisation_name = name, .groups = std::move(groups)});
        }
        return out;
    };
    co_return co_await db_.read(std::move(work));
}

core::task<core::result<account>> administration::find(core::principal who, std::string id) {
    auto work = [&](connection& db) { return read(db, id, who.organisation_id); };
    co_return co_await db_.read(std::move(work));
}

core::task<core::result<new_account>> administration::prepare(new_user what, std::string organisation_id) {
    auto email = normal_email(what.email);
    if (!email) co_return email.error();
    new_account out{.organisation_id = std::move(organisation_id),
                    .name = std::move(what.name),
                    .email = std::move(*email),
                    .role = what.role,
                    .tier = what.tier.empty() ? default_tier_ : what.tier,
                    .may_be_first = false};
    if (what.password) {
        if (auto const fits = check_new_password(*what.password, "/password"); !fits) co_return fits.error();
        auto hash = co_await passwords_.hash(std::move(*what.password));
        if (!hash) co_return hash.error();
        out.password_hash = std::move(*hash);
    }
    co_return out;
}

core::task<core::result<made_user>> administration::create(core::principal who, actor by, new_user what) {
    auto const prepared = co_await prepare(std::move(what), who.organisation_id);
    if (!prepared) co_return prepared.error();
    auto const now = clock_.now();
    auto work = [&](connection& db) { return make(db, *prepared, by, now); };
    co_return co_await db_.write(std::move(work));
}

core::task<core::result<account>> administration::change(core::principal who, actor by, std::string id,
                                                         store::user_patch patch) {
    auto const now = clock_.now();
    auto work = [&](connection& db) -> core::result<account> {
        auto const changed = change_account(db, id, who.organisation_id, patch, by, now);
        if (!changed) return changed.error();
        return read(db, id, who.organisation_id);
    };
    auto out = co_await db_.write(std::move(work));
    if (out) co_await watch_.look();
    co_return out;
}

core::task<core::result<void>> administration::remove(core::principal who, actor by, std::string id) {
    auto const now = clock_.now();
    auto work = [&](connection& db) { return delete_account(db, id, who.organisation_id, by, now); };
    auto out = co_await db_.write(std::move(work));
    if (out) co_await watch_.look();
    co_return out;
}

core::task<core::result<reset_token>> administration::reset(core::principal who, actor by, std::string id) {
    auto const now = clock_.now();
    auto work = [&](connection& db) { return make_reset(db, id, who.organisation_id, by, now); };
    co_return co_await db_.write(std::move(work));
}

core::task<core::result<std::vector<store::organisation_row>>> administration::organisations(core::principal who) {
    auto work = [&](connection& db) -> core::result<std::vector<store::organisation_row>> {
        if (who.organisation_id == store::local_organisation_id) return store::organisations::list(db);
        auto own = store::organisations::find(db, who.organisation_id);
        if (!own) return core::error{core::errc::not_found, "There is no such organisation."};
        return std::vector{std::move(*own)};
    };
    co_return co_await db_.read(std::move(work));
}

bool may_create_organisations(core::principal const& who) {
    return who.acts_as == core::role::admin && who.organisation_id == store::local_organisation_id;
}

core::task<core::result<made_organisation>> administration::create_organisation(core::principal who, actor by,
                                                                                std::string name, new_user admin) {
    auto const now = clock_.now();
    store::organisation_row const row{.id = core::new_id(now), .name = std::move(name), .created_at = now};
    admin.role = core::role::admin;
    auto const prepared = co_await prepare(std::move(admin), row.id);
    if (!prepared) co_return prepared.error();
    auto work = [&](connection& db) -> core::result<made_organisation> {
        store::organisations::insert(db, row);
        record(db, by, who.organisation_id, {"organisation.create", "organisation", row.id}, now);
        auto first = make(db, *prepared, by, now);
        if (!first) return first.error();
        return made_organisation{row, std::move(*first)};
    };
    co_return co_await db_.write(std::move(work));
}

}  // namespace identity
