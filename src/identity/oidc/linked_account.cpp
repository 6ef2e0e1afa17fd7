#include "identity/oidc/linked_account.hpp"

#include "core/log.hpp"
#include "identity/audit/entry.hpp"
#include "store/repositories/access_changes.hpp"
#include "store/repositories/external_identities.hpp"
#include "store/repositories/users.hpp"

namespace identity::oidc {

namespace {

using store::connection;
using store::user_row;

core::result<user_row> make(connection& db, provider_config const& from, person const& who, std::string const& tier,
                            actor const& by, core::timestamp now) {
    new_account what{.name = who.name.empty() ? "Unnamed" : who.name, .email = who.email, .tier = tier};
    if (!what.email.empty() && store::users::find_by_email(db, what.email)) {
        core::log(core::level::info, "sign_on", "an e-mail address is an account's already: the new account has none",
                  {{"provider", std::string_view(from.id)}});
        what.email.clear();
    }
    what.role = who.role.value_or(core::role::user);
    // The first account administrates; where the provider says who does that, only somebody whom it names.
    what.may_be_first = !from.gives_roles() || what.role == core::role::admin;
    what.must_be_first = !from.registration.value_or(true);
    auto made = create_account(db, std::move(what), by, now);
    if (!made && made.error().code == core::errc::forbidden)
        return core::error{core::errc::not_found, "You have no account here. Ask the administrator for one."};
    if (made) store::external_identities::insert(db, {from.issuer, who.subject}, made->id, now);
    return made;
}

// Nobody becomes the last administrator who goes: without one nobody could repair the groups' names.
core::result<user_row> with_role(connection& db, user_row user, core::role role, actor const& by, core::timestamp now) {
    auto changed = change_account(db, user.id, user.organisation_id, {.role = role}, by, now);
    if (!changed && changed.error().code == core::errc::conflict) return user;
    return changed;
}

}  // namespace

core::result<user_row> linked_account(connection& db, provider_config const& from, person const& who,
                                      std::string const& tier, actor by, core::timestamp now) {
    auto const known = store::external_identities::user_of(db, {from.issuer, who.subject});
    auto found = known ? store::users::find(db, *known) : std::nullopt;
    if (known && (!found || found->status != store::user_status::active))
        return core::error{core::errc::forbidden, "This account is suspended."};
    if (!found) {
        auto made = make(db, from, who, tier, by, now);
        if (!made) return made;
        found = std::move(*made);
    } else if (who.role && *who.role != found->role) {
        auto changed = with_role(db, *found, *who.role, by, now);
        if (!changed) return changed;
        found = std::move(*changed);
    }
    if (store::external_identities::set_groups(db, from.issuer, found->id, found->organisation_id, who.groups, now)) {
        store::access_changes::add(db, found->id, now);
        record(db, by, found->organisation_id, {"user.set_groups", "user", found->id, {{"provider", from.id}}}, now);
    }
    return std::move(*found);
}

}  // namespace identity::oidc
