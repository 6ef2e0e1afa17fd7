#include "identity/tokens.hpp"

#include "core/digest.hpp"
#include "core/id.hpp"
#include "core/random.hpp"
#include "identity/jwt/access_token.hpp"
#include "identity/sessions.hpp"
#include "identity/token_names.hpp"
#include "store/repositories/access_changes.hpp"
#include "store/repositories/audit.hpp"
#include "store/repositories/refresh_tokens.hpp"

#include <boost/describe/enum_to_string.hpp>

namespace identity {

namespace {

constexpr std::chrono::seconds grace{10};

core::error refused() {
    return {core::errc::unauthorized, "This refresh token is not valid, or not any more. Sign in again."};
}

}  // namespace

core::task<core::result<token_pair>> tokens::issue(store::user_row const& user, std::string session_id) {
    auto const now = clock_.now();
    core::principal who;
    auto work = [&](store::connection& db) -> core::result<std::string> {
        who = principal_of(db, {{.id = session_id, .user_id = user.id, .secret_hash = {}}, user});
        return add_refresh_token(db, session_id, now);
    };
    auto secret = co_await db_.write(std::move(work));
    if (!secret) co_return secret.error();
    co_return pair_of({user, std::move(who)}, std::move(*secret), now);
}

core::task<core::result<token_pair>> tokens::refresh(std::string refresh_token, client_facts from) {
    auto const now = clock_.now();
    auto work = [&, hash = core::sha256_hex(refresh_token)](store::connection& db) -> core::result<renewed> {
        return renew(db, hash, from, now);
    };
    auto done = co_await db_.write(std::move(work));
    if (!done) co_return done.error();
    if (done->ended) co_await watch_.look();
    if (!done->login) co_return refused();
    co_return pair_of(*done->login, std::move(done->secret), now);
}

tokens::renewed tokens::renew(store::connection& db, std::string const& hash, client_facts const& from,
                              core::timestamp now) const {
    auto const token = store::refresh_tokens::find(db, hash);
    if (!token || token->expires_at <= now) return {};
    auto login = store::sessions::find(db, token->session_id, now);
    if (!login) return {};
    if (!store::refresh_tokens::use(db, hash, now)) {
        bool const excused = now - *token->used_at <= grace && !store::refresh_tokens::was_followed(db, *token);
        if (excused) return {};
        store::sessions::remove(db, token->session_id, login->user.id);
        store::access_changes::add(db, login->user.id, now);
        store::audit::add(db, {.id = core::new_id(now),
                               .organisation_id = login->user.organisation_id,
                               .actor_kind = "user",
                               .actor_id = login->user.id,
                               .action = "session.reuse",
                               .object_kind = "session",
                               .object_id = token->session_id,
                               .outcome = "refused",
                               .address = from.address,
                               .request_id = from.request_id,
                               .created_at = now});
        return {.login = std::nullopt, .secret = {}, .ended = true};
    }
    store::sessions::touch(db, token->session_id, now, now + settings_.jwt_refresh_expiry);
    auto secret = add_refresh_token(db, token->session_id, now);
    return {.login = holder{login->user, principal_of(db, *login)}, .secret = std::move(secret)};
}

std::string tokens::add_refresh_token(store::connection& db, std::string const& session_id, core::timestamp now) const {
    auto secret = core::random_secret(32);
    store::refresh_tokens::insert(db, {.secret_hash = core::sha256_hex(secret),
                                       .session_id = session_id,
                                       .created_at = now,
                                       .expires_at = now + settings_.jwt_refresh_expiry});
    return secret;
}

token_pair tokens::pair_of(holder const& whose, std::string secret, core::timestamp now) const {
    auto const& user = whose.user;
    auto const limits = limits_.now();
    auto const expected = own_tokens();
    auto const lifetime = std::chrono::duration_cast<std::chrono::seconds>(settings_.jwt_expiry);
    jwt::access_claims claims{.iss = expected.issuer, .aud = expected.audience, .sub = user.id};
    claims.email = user.email;
    claims.org_id = user.organisation_id;
    claims.tier = user.tier;
    claims.roles = {boost::describe::enum_to_string(user.role, "user")};
    claims.features = limits->opened_by(user.tier).features;
    claims.token_budget = limits->daily_tokens_of(whose.who);
    claims.iat = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    claims.exp = claims.iat + lifetime.count();
    claims.sid = whose.who.session_id;
    claims.jti = core::new_id(now);
    auto const keys = keys_.now();
    return {jwt::sign_access_token(claims, keys->keys.front(), keys->how), std::move(secret), lifetime};
}

}  // namespace identity
