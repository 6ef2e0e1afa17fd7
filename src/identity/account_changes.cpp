#include "identity/account_changes.hpp"

#include "core/digest.hpp"
#include "core/id.hpp"
#include "core/random.hpp"
#include "store/repositories/access_changes.hpp"
#include "store/repositories/password_resets.hpp"
#include "store/repositories/sessions.hpp"

namespace identity {

namespace {

using core::errc;
using store::connection;
using store::user_row;
using store::user_status;

core::error no_such_user() { return {errc::not_found, "There is no such user."}; }

core::result<user_row> find(connection& db, std::string const& id, std::string const& organisation_id) {
    auto found = organisation_id.empty() ? store::users::find(db, id) : store::users::find_in(db, id, organisation_id);
    if (!found || found->status == user_status::deleted) return no_such_user();
    return std::move(*found);
}

bool is_last_admin(connection& db, user_row const& user) {
    bool const counts = user.role == core::role::admin && user.status == user_status::active;
    return counts && store::users::other_admins(db, user.organisation_id, user.id) == 0;
}

void record_about(connection& db, actor const& by, user_row const& user, std::string action,
                  boost::json::object details, core::timestamp now) {
    record(db, by, user.organisation_id, {std::move(action), "user", user.id, std::move(details)}, now);
}

void record_creation(connection& db, actor by, user_row const& user, core::timestamp now) {
    if (by.kind == "user" && by.id.empty()) by.id = user.id;   // they registered
    record_about(db, by, user, "user.create", {{"role", store::to_string(user.role)}, {"tier", user.tier}}, now);
}

// One entry for each thing that is other than before.
void record_change(connection& db, actor const& by, user_row const& was, store::user_patch const& patch,
                   core::timestamp now) {
    if (patch.name && *patch.name != was.name) record_about(db, by, was, "user.rename", {}, now);
    if (patch.role && *patch.role != was.role)
        record_about(db, by, was, "user.set_role",
                     {{"from", store::to_string(was.role)}, {"to", store::to_string(*patch.role)}}, now);
    if (patch.tier && *patch.tier != was.tier)
        record_about(db, by, was, "user.set_tier", {{"from", was.tier}, {"to", *patch.tier}}, now);
    if (patch.status && *patch.status != was.status)
        record_about(db, by, was, *patch.status == user_status::suspended ? "user.suspend" : "user.unsuspend", {}, now);
}

core::error would_be_without_admin() {
    return {errc::conflict, "This is the only administrator. Make somebody else one first."};
}

}  // namespace

core::result<user_row> create_account(connection& db, new_account what, actor const& by, core::timestamp now) {
    if (!what.email.empty() && store::users::find_by_email(db, what.email))
        return core::error{errc::conflict, "There is an account with this e-mail address.", {{"/email", "is taken"}}};
    user_row row{.id = store::local_user_id,
                 .organisation_id = store::local_organisation_id,
                 .name = std::move(what.name),
                 .email = std::move(what.email),
                 .password_hash = std::move(what.password_hash),
                 .role = core::role::admin,
                 .tier = "enterprise",
                 .created_at = now,
                 .updated_at = now};
    if (what.may_be_first && store::users::claim_local(db, row)) {
        record_creation(db, by, row, now);
        return row;
    }
    if (what.must_be_first)
        return core::error{errc::forbidden, "Registration is closed. Ask an administrator for an account."};
    row.id = core::new_id(now);
    row.organisation_id = std::move(what.organisation_id);
    row.role = what.role;
    row.tier = std::move(what.tier);
    store::users::insert(db, row);
    record_creation(db, by, row, now);
    return row;
}

core::result<user_row> change_account(connection& db, std::string const& id, std::string const& organisation_id,
                                      store::user_patch const& patch, actor const& by, core::timestamp now) {
    auto user = find(db, id, organisation_id);
    if (!user) return user;
    bool const stays_admin =
        patch.role.value_or(user->role) == core::role::admin && patch.status.value_or(user->status) == user->status;
    if (!stays_admin && is_last_admin(db, *user)) return would_be_without_admin();
    store::users::update(db, id, patch, now);
    if (patch.status == user_status::suspended) store::sessions::remove_all_but(db, id, "");
    store::access_changes::add(db, id, now);
    record_change(db, by, *user, patch, now);
    return find(db, id, organisation_id);
}

core::result<void> delete_account(connection& db, std::string const& id, std::string const& organisation_id,
                                  actor const& by, core::timestamp now) {
    auto const user = find(db, id, organisation_id);
    if (!user) return user.error();
    if (is_last_admin(db, *user)) return would_be_without_admin();
    store::users::erase(db, id, now);
    store::sessions::remove_all_but(db, id, "");
    store::password_resets::remove_of(db, id);
    store::access_changes::add(db, id, now);
    record_about(db, by, *user, "user.delete", {}, now);
    return {};
}

void set_password(connection& db, user_row const& user, std::string const& hash, std::string const& kept_session,
                  actor const& by, core::timestamp now) {
    store::users::set_password(db, user.id, hash, now);
    store::sessions::remove_all_but(db, user.id, kept_session);
    store::password_resets::remove_of(db, user.id);
    store::access_changes::add(db, user.id, now);
    record_about(db, by, user, "user.set_password", {}, now);
}

core::result<reset_token> make_reset(connection& db, std::string const& id, std::string const& organisation_id,
                                     actor const& by, core::timestamp now) {
    auto const user = find(db, id, organisation_id);
    if (!user) return user.error();
    reset_token out{core::random_secret(32), now + reset_lifetime};
    store::password_resets::replace(db, id, core::sha256_hex(out.token), now, out.expires_at);
    record_about(db, by, *user, "user.reset", {}, now);
    return out;
}

}  // namespace identity
