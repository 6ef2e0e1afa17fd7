#include "identity/accounts.hpp"

#include "core/digest.hpp"
#include "core/random.hpp"
#include "identity/email_address.hpp"
#include "identity/reset_mail.hpp"
#include "store/repositories/access_changes.hpp"
#include "store/repositories/password_resets.hpp"

namespace identity {

namespace {

using core::errc;
using store::connection;
using store::user_row;
using store::user_status;

core::error wrong_password() { return {errc::unauthorized, "The e-mail address or the password is wrong."}; }

core::error not_an_account() {
    return {errc::forbidden, "This needs an account: the local user of AUTH_ANONYMOUS has none."};
}

actor by_user(std::string const& id, client_facts const& from) {
    return {.kind = "user", .id = id, .address = from.address, .request_id = from.request_id};
}

core::result<account> read_account(connection& db, std::string const& id) {
    auto user = store::users::find(db, id);
    if (!user || user->status == user_status::deleted) return core::error{errc::not_found, "There is no such user."};
    account out{.user = std::move(*user), .organisation_name = {}, .groups = store::users::groups_of(db, id)};
    out.organisation_name = store::users::organisation_name(db, out.user.organisation_id);
    return out;
}

void record_login(connection& db, client_facts const& from, user_row const& user, core::timestamp now) {
    record(db, by_user(user.id, from), user.organisation_id, {"login.done", "user", user.id}, now);
}

// Too long is refused before anything is computed; too short was allowed once, perhaps.
core::result<void> check_password_to_try(std::string_view password, std::string_view field) {
    if (password.size() <= password_bytes_max) return {};
    return core::error{
        errc::invalid_input, "The password is too long.", {{std::string(field), "must have at most 1024 bytes"}}};
}

}  // namespace

core::task<core::result<signed_in>> accounts::register_account(registration_request what, store::session_kind kind,
                                                               client_facts from) {
    auto email = normal_email(what.email);
    if (!email) co_return email.error();
    if (auto const fits = check_new_password(what.password, "/password"); !fits) co_return fits.error();
    auto hash = co_await passwords_.hash(std::move(what.password));
    if (!hash) co_return hash.error();

    auto const now = clock_.now();
    auto work = [&](connection& db) -> core::result<signed_in> {
        auto made = create_account(db,
                                   {.name = what.name,
                                    .email = *email,
                                    .password_hash = *hash,
                                    .tier = settings_.access.tier_default,
                                    .must_be_first = !settings_.access.registration_enabled},
                                   by_user({}, from), now);
        if (!made) return made.error();
        auto session = open_session(db, made->id, kind, from, now, settings_.access.jwt_refresh_expiry);
        store::users::note_login(db, made->id, now);
        record_login(db, from, *made, now);
        made->last_login_at = now;
        return signed_in{std::move(*made), std::move(session)};
    };
    co_return co_await db_.write(std::move(work));
}

core::task<core::result<signed_in>> accounts::login(std::string email, std::string password, store::session_kind kind,
                                                    client_facts from) {
    if (auto const fits = check_password_to_try(password, "/password"); !fits) co_return fits.error();
    auto const name = normal_email(email);
    auto const account = name ? *name : std::string();
    if (auto const admitted = admit(account, from); !admitted) co_return admitted.error();
    auto look = [&](connection& db) -> core::result<std::optional<user_row>> {
        return store::users::find_by_email(db, account);
    };
    auto const found = co_await db_.read(std::move(look));
    if (!found) co_return found.error();
    auto const stored = *found ? (*found)->password_hash : std::string();
    auto const checked = co_await passwords_.verify(password, stored);
    if (!checked) {
        give_back(account, from);
        co_return checked.error();
    }
    if (!checked->right) {
        co_await note_failed_login(*found, from);
        co_return wrong_password();
    }
    give_back(account, from);

    std::string better;
    if (checked->outdated)
        if (auto made = co_await passwords_.hash(std::move(password))) better = std::move(*made);
    auto const now = clock_.now();
    auto work = [&](connection& db) -> core::result<signed_in> {
        auto user = store::users::find(db, (*found)->id);
        if (!user || user->password_hash != stored) return wrong_password();   // changed while we looked
        if (user->status != user_status::active)
            return core::error{errc::forbidden, "This account is suspended. Ask an administrator."};
        if (!better.empty()) store::users::set_password(db, user->id, better, now);
        auto session = open_session(db, user->id, kind, from, now, settings_.access.jwt_refresh_expiry);
        store::users::note_login(db, user->id, now);
        record_login(db, from, *user, now);
        user->last_login_at = now;
        return signed_in{std::move(*user), std::move(session)};
    };
    co_return co_await db_.write(std::move(work));
}

// An entry for either, so that the time does not tell which account exists.
core::task<> accounts::note_failed_login(std::optional<user_row> const& user, client_facts const& from) {
    auto const now = clock_.now();
    auto work = [&](connection& db) -> core::result<void> {
        actor const nobody{.kind = "nobody", .address = from.address, .request_id = from.request_id};
        deed what{.action = "login.failed", .outcome = "refused"};
        if (user) what.object_kind = "user";
        if (user) what.object_id = user->id;
        record(db, nobody, user ? user->organisation_id : store::local_organisation_id, std::move(what), now);
        return {};
    };
    co_await db_.write(std::move(work));
}

core::task<core::result<void>> accounts::logout(core::principal who, client_facts from) {
    if (who.session_id.empty()) co_return core::result<void>();
    auto ended = co_await end_session(who, who.session_id, std::move(from));
    if (!ended && ended.error().code == errc::not_found) co_return core::result<void>();
    co_return ended;
}

core::task<core::result<account>> accounts::find(core::principal who) {
    auto work = [&](connection& db) { return read_account(db, who.user_id); };
    co_return co_await db_.read(std::move(work));
}

core::task<core::result<account>> accounts::rename(core::principal who, std::string name) {
    auto const now = clock_.now();
    auto work = [&](connection& db) -> core::result<account> {
        store::users::update(db, who.user_id, {.name = name}, now);
        return read_account(db, who.user_id);
    };
    co_return co_await db_.write(std::move(work));
}

// Whoever has a session must still know the password for what can't be undone.
core::task<core::result<user_row>> accounts::with_password(core::principal const& who, std::string password,
                                                           client_facts const& from) {
    if (auto const admitted = admit(who.user_id, from); !admitted) co_return admitted.error();
    auto look = [&](connection& db) -> core::result<user_row> {
        auto found = store::users::find(db, who.user_id);
        if (!found || found->status != user_status::active) return not_an_account();
        return std::move(*found);
    };
    auto found = co_await db_.read(std::move(look));
    if (!found) co_return found;
    auto const checked = co_await passwords_.verify(std::move(password), found->password_hash);
    if (!checked || checked->right) give_back(who.user_id, from);
    if (!checked) co_return checked.error();
    if (!checked->right) co_return core::error{errc::forbidden, "The password is wrong.", {{"/password", "is wrong"}}};
    co_return found;
}

core::task<core::result<void>> accounts::remove(core::principal who, std::string password, client_facts from) {
    if (auto const fits = check_password_to_try(password, "/password"); !fits) co_return fits.error();
    auto const user = co_await with_password(who, std::move(password), from);
    if (!user) co_return user.error();
    auto const now = clock_.now();
    auto work = [&](connection& db) -> core::result<void> {
        return delete_account(db, user->id, user->organisation_id, by_user(user->id, from), now);
    };
    auto const done = co_await db_.write(std::move(work));
    if (!done) co_return done;
    co_await watch_.look();
    co_return done;
}

core::task<core::result<std::optional<std::string>>> accounts::change_password(core::principal who, std::string current,
                                                                               std::string next, client_facts from) {
    if (auto const fits = check_password_to_try(current, "/current_password"); !fits) co_return fits.error();
    if (auto const fits = check_new_password(next, "/new_password"); !fits) co_return fits.error();
    auto const user = co_await with_password(who, std::move(current), from);
    if (!user) co_return user.error();
    auto hash = co_await passwords_.hash(std::move(next));
    if (!hash) co_return hash.error();
    auto const now = clock_.now();
    auto work = [&](connection& db) -> core::result<std::optional<std::string>> {
        auto const still = store::users::find(db, user->id);
        if (!still || still->password_hash != user->password_hash)
            return core::error{errc::conflict, "The password was changed at the same time."};
        set_password(db, *user, *hash, who.session_id, by_user(user->id, from), now);
        auto const mine = store::sessions::find(db, who.session_id, now);
        if (!mine || mine->session.kind != store::session_kind::page) return std::nullopt;
        auto secret = core::random_secret(32);
        store::sessions::replace_secret(db, who.session_id, core::sha256_hex(secret));
        return secret;
    };
    auto done = co_await db_.write(std::move(work));
    if (done) co_await watch_.look();
    co_return done;
}

// The same commit whether there is such an account or not: the job finds out.
core::task<core::result<bool>> accounts::forgot_password(std::string email, client_facts from) {
    auto const name = normal_email(email);
    if (!name) co_return name.error();
    if (settings_.access.mail_command.empty()) co_return false;
    if (!admit(*name, from)) co_return true;   // often enough: nobody learns more by asking again
    auto const now = clock_.now();
    auto work = [&](connection& db) -> core::result<void> {
        add_reset_mail(db, *name, now);
        return {};
    };
    auto const done = co_await db_.write(std::move(work));
    if (!done) co_return done.error();
    co_return true;
}

core::task<core::result<void>> accounts::reset_password(std::string token, std::string next, client_facts from) {
    if (auto const fits = check_new_password(next, "/new_password"); !fits) co_return fits.error();
    if (auto const admitted = admit({}, from); !admitted) co_return admitted.error();
    auto hash = co_await passwords_.hash(std::move(next));   // whatever the token is worth, in the same time
    if (!hash) {
        give_back({}, from);
        co_return hash.error();
    }
    auto const now = clock_.now();
    core::error const invalid{errc::invalid_input,
                              "This token is not valid, or not any more. Ask for another one.",
                              {{"/token", "is not valid"}}};
    auto work = [&](connection& db) -> core::result<void> {
        auto const owner = store::password_resets::take(db, core::sha256_hex(token), now);
        auto const user = owner ? store::users::find(db, *owner) : std::nullopt;
        if (!user || user->status != user_status::active) return invalid;
        set_password(db, *user, *hash, "", by_user(user->id, from), now);
        return {};
    };
    auto const done = co_await db_.write(std::move(work));
    if (!done) co_return done;
    give_back({}, from);
    co_await watch_.look();
    co_return done;
}

core::task<core::result<std::vector<store::session_row>>> accounts::sessions_of(core::principal who) {
    auto const now = clock_.now();
    auto work = [&](connection& db) -> core::result<std::vector<store::session_row>> {
        return store::sessions::list(db, who.user_id, now);
    };
    co_return co_await db_.read(std::move(work));
}

core::task<core::result<void>> accounts::end_session(core::principal who, std::string id, client_facts from) {
    auto const now = clock_.now();
    auto work = [&](connection& db) -> core::result<void> {
        if (!store::sessions::remove(db, id, who.user_id))
            return core::error{errc::not_found, "There is no such session."};
        store::access_changes::add(db, who.user_id, now);
        record(db, by_user(who.user_id, from), who.organisation_id, {"session.end", "session", id}, now);
        return {};
    };
    auto const done = co_await db_.write(std::move(work));
    if (done) co_await watch_.look();
    co_return done;
}

core::task<core::result<bool>> accounts::awaits_first() {
    auto work = [](connection& db) -> core::result<bool> { return store::users::local_is_unclaimed(db); };
    co_return co_await db_.read(std::move(work));
}

core::result<void> accounts::admit(std::string_view account, client_facts const& from) {
    auto const now = clock_.now();
    auto const wait = throttle_.with([&](auto& throttle) { return throttle.count(account, from.address, now); });
    if (!wait) return {};
    core::error out{errc::rate_limited, "Too many attempts. Wait, then try again."};
    out.retry_after_s = static_cast<int>((wait->count() + 999) / 1000);
    return out;
}

void accounts::give_back(std::string_view account, client_facts const& from) {
    throttle_.with([&](auto& throttle) { throttle.give_back(account, from.address); });
}

}  // namespace identity
