#include "identity/bearer.hpp"

#include "core/digest.hpp"
#include "identity/api_key_text.hpp"
#include "identity/jwt/access_token.hpp"
#include "identity/name_list.hpp"
#include "identity/sessions.hpp"
#include "identity/token_names.hpp"
#include "store/repositories/api_keys.hpp"

namespace identity {

namespace {

core::error refused() { return {core::errc::unauthorized, "This credential is not valid."}; }

// `local` is nobody's account yet, but the server's owner may have made keys for programs of theirs.
bool is_usable(store::user_row const& user) {
    return user.status == store::user_status::active || user.status == store::user_status::local;
}

core::principal principal_of(store::connection& db, store::user_row const& user, store::api_key_row const& key) {
    auto out = identity::principal_of(db, {{}, user});
    out.key_id = key.id;
    out.scopes = read_names(key.scopes);
    out.models = read_names(key.models);
    out.key_requests_per_minute = key.requests_per_minute.value_or(0);
    out.key_tokens_per_minute = key.tokens_per_minute.value_or(0);
    return out;
}

}  // namespace

core::task<core::result<core::principal>> bearer::verify(std::string_view credential) {
    auto const now = clock_.now();
    auto const digest = core::sha256(credential);
    if (auto const known = cache_.find(digest, now)) co_return *known;
    auto const changes = cache_.changes();
    auto found = looks_like_api_key(credential) ? co_await of_key(credential, now) : co_await of_token(credential, now);
    if (!found) co_return found.error();
    cache_.keep(digest, found->who, found->until, changes, now);
    co_return std::move(found->who);
}

// The prefix is public and finds the row; the secret is compared as a digest, in a time that tells nothing of it. Where
// there is no row a digest is compared all the same.
core::task<core::result<bearer::verified>> bearer::of_key(std::string_view text, core::timestamp now) {
    auto const prefix = api_key_prefix(text);
    if (!prefix) co_return refused();
    auto work = [&, hash = core::sha256_hex(text)](store::connection& db) -> core::result<verified> {
        auto const key = store::api_keys::find_usable(db, *prefix, now);
        static std::string const nobodys(64, '0');
        bool const same = core::equal_in_constant_time(key ? key->secret_hash : nobodys, hash);
        if (!key || !same) return refused();
        auto const user = store::users::find(db, key->user_id);
        if (!user || !is_usable(*user)) return refused();
        uses_.key(*key, now);
        return verified{principal_of(db, *user, *key), key->expires_at.value_or(core::timestamp::max())};
    };
    co_return co_await db_.read(std::move(work));
}

core::task<core::result<bearer::verified>> bearer::of_token(std::string_view text, core::timestamp now) {
    auto token = jwt::read_jws(text);
    if (!token) co_return refused();
    if (others_.made(*token)) co_return co_await of_foreign(std::move(*token), now);
    auto const ours = keys_.now();
    auto const grant = jwt::check_access_token(*token, ours->keys, ours->allowed, own_tokens(), now);
    if (!grant) co_return refused();
    co_return co_await of_session(grant->user_id, grant->session_id, grant->expires_at, now);
}

core::task<core::result<bearer::verified>> bearer::of_session(std::string user_id, std::string session_id,
                                                              core::timestamp until, core::timestamp now) {
    auto work = [&](store::connection& db) -> core::result<verified> {
        auto const found = store::sessions::find(db, session_id, now);
        if (!found || found->user.id != user_id || found->session.kind != store::session_kind::tokens) return refused();
        return verified{principal_of(db, *found), std::min(until, found->session.expires_at)};
    };
    co_return co_await db_.read(std::move(work));
}

core::task<core::result<bearer::verified>> bearer::of_foreign(jwt::jws token, core::timestamp now) {
    auto const claims = co_await others_.check(std::move(token), now);
    if (!claims) co_return claims.error();
    auto const user = co_await others_.account_of(*claims, now);
    if (!user) co_return user.error();
    auto work = [&](store::connection& db) -> core::result<verified> {
        auto const row = store::users::find(db, *user);
        if (!row || !is_usable(*row)) return refused();
        return verified{principal_of(db, {{}, *row}), claims->expires_at};
    };
    co_return co_await db_.read(std::move(work));
}

}  // namespace identity
