#include "identity/foreign_issuer.hpp"

#include "core/log.hpp"
#include "identity/account_changes.hpp"
#include "net/outbound/guarded_fetch.hpp"
#include "store/repositories/external_identities.hpp"

#include <algorithm>
#include <array>

namespace identity {

namespace {

constexpr std::chrono::hours keys_last{1};
constexpr std::chrono::minutes between_tries{1};
constexpr std::size_t document_bytes_max = 256 * 1024;
constexpr std::array allowed{jwt::algorithm::es256, jwt::algorithm::rs256, jwt::algorithm::ps256};
constexpr std::size_t subject_bytes_max = 512;

bool knows(std::vector<jwt::key> const& keys, std::string const& id) {
    return std::ranges::any_of(keys,
                               [&](auto const& each) { return id.empty() || each.id().empty() || each.id() == id; });
}

// ID tokens and others of the same issuer name themselves, or are told apart by their audience.
bool may_be_access_token(jwt::jws const& token) {
    return token.kind.empty() || token.kind == "jwt" || token.kind == "at+jwt" || token.kind == "application/at+jwt";
}

bool is_of_another_type(boost::json::object const& payload) {
    auto const* type = payload.if_contains("type");
    return type && *type != "access";
}

}  // namespace

// Of JWT_JWKS_URL, which redirects could leave: only what is public, or allowed by OUTBOUND_ALLOW.
foreign_issuer::foreign_issuer(core::settings const& settings, net::http_client& client, store::database& db)
    : settings_(settings.access), client_(client), db_(db),
      guard_({.allowed = net::ranges_of(settings.access.outbound_allow),
              .ports = net::web_ports_and_that_of(settings.access.jwt_jwks_url)}) {}

bool foreign_issuer::made(jwt::jws const& token) const {
    return !settings_.jwt_jwks_url.empty() && !settings_.jwt_issuer.empty() &&
           jwt::claimed_issuer(token.payload) == settings_.jwt_issuer;
}

core::task<core::result<jwt::registered_claims>> foreign_issuer::check(jwt::jws token, core::timestamp now) {
    // Before anything is fetched: what can't be good anyway costs the issuer nothing.
    jwt::expected_claims const expected{.issuer = settings_.jwt_issuer, .audience = settings_.jwt_audience};
    auto const claims = jwt::check_claims(token.payload, expected, now);
    if (!claims) co_return claims.error();
    if (!may_be_access_token(token) || is_of_another_type(token.payload) || claims->subject.size() > subject_bytes_max)
        co_return jwt::refused_token();
    auto const keys = co_await keys_for(token.key_id, now);
    if (keys->empty())
        co_return core::error{core::errc::unavailable, "The keys of this token's issuer can't be fetched now."};
    if (!jwt::is_signed_by(token, *keys, allowed)) co_return jwt::refused_token();
    co_return claims;
}

core::task<foreign_issuer::key_list> foreign_issuer::keys_for(std::string key_id, core::timestamp now) {
    bool const due = state_.with([&](state& all) {
        bool const good = all.fetched_at + keys_last > now && knows(*all.keys, key_id);
        if (good || all.tried_at + between_tries > now) return false;
        all.tried_at = now;   // whoever comes while it is fetched does with what is there
        return true;
    });
    if (due) co_await fetch(now);
    co_return state_.with([](state const& all) { return all.keys; });
}

core::task<void> foreign_issuer::fetch(core::timestamp now) {
    using namespace std::chrono_literals;
    net::client_request request{.url = settings_.jwt_jwks_url, .fields = {{"Accept", "application/json"}}};
    request.connect_timeout = 3s;
    request.first_byte_timeout = 5s;
    request.total_timeout = 10s;
    auto const reply =
        co_await net::guarded_fetch(client_, guard_, std::move(request), {.body_bytes_max = document_bytes_max});
    auto found = reply && reply->status == 200 ? jwt::keys_of_jwks(reply->body) : std::vector<jwt::key>();
    std::erase_if(found, [](auto const& each) { return each.fits(jwt::algorithm::hs256); });
    if (found.empty()) {
        core::log(core::level::warning, "identity", "the keys at JWT_JWKS_URL could not be fetched",
                  {{"reason", reply ? std::string_view("the reply holds none") : reply.error().message}});
        co_return;
    }
    state_.with([&](state& all) {
        all.keys = std::make_shared<std::vector<jwt::key> const>(std::move(found));
        all.fetched_at = now;
    });
}

core::task<core::result<std::string>> foreign_issuer::account_of(jwt::registered_claims const& claims,
                                                                 core::timestamp now) {
    store::external_identity const who{claims.issuer, claims.subject};
    auto look = [&](store::connection& db) -> core::result<std::optional<std::string>> {
        return store::external_identities::user_of(db, who);
    };
    auto const known = co_await db_.read(std::move(look));
    if (!known) co_return known.error();
    if (*known) co_return **known;
    auto make = [&](store::connection& db) -> core::result<std::string> {
        if (auto const found = store::external_identities::user_of(db, who)) return *found;
        if (!settings_.jwt_registration.value_or(true))
            return core::error{core::errc::forbidden, "You have no account here. Ask the administrator for one."};
        auto const user = create_account(
            db, {.name = claims.subject.substr(0, 60), .tier = settings_.tier_default, .may_be_first = false},
            {.kind = "system"}, now);
        if (!user) return user.error();
        store::external_identities::insert(db, who, user->id, now);
        return user->id;
    };
    co_return co_await db_.write(std::move(make));
}

}  // namespace identity
