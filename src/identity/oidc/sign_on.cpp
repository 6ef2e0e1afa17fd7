#include "identity/oidc/sign_on.hpp"

#include "core/digest.hpp"
#include "core/log.hpp"
#include "core/random.hpp"
#include "core/secret_box.hpp"
#include "identity/audit/entry.hpp"
#include "identity/installation_secret.hpp"
#include "identity/jwt/jws.hpp"
#include "identity/jwt/registered_claims.hpp"
#include "identity/oidc/linked_account.hpp"
#include "identity/oidc/return_to.hpp"
#include "identity/sessions.hpp"
#include "store/repositories/external_identities.hpp"
#include "store/repositories/users.hpp"

#include <algorithm>

namespace identity::oidc {

namespace {

constexpr auto flow_lifetime = std::chrono::minutes(10);
constexpr std::size_t browser_secret_bytes = 43;   // of core::random_secret(32)

constexpr std::size_t id_token_bytes_max = 4096;   // a longer one does not fit into an address

std::string place_of(std::string const& session_id) { return "sessions/" + session_id + "/id_token"; }

core::error no_provider() { return {core::errc::not_found, "There is no such identity provider."}; }
core::error not_ours() {
    return {core::errc::invalid_input, "This answer belongs to no sign-on of this browser, or came too late."};
}

core::error told(provider const& at, core::error what) {
    core::log(core::level::warning, "sign_on", what.message, {{"provider", std::string_view(at.config().id)}});
    return what;
}

}  // namespace

sign_on::sign_on(core::settings const& settings, std::vector<provider_config> providers, net::http_client& client,
                 store::database& db, core::clock const& clock, access_watch& watch)
    : settings_(settings), db_(db), clock_(clock), watch_(watch),
      sealing_key_(providers.empty() ? "" : derive_key(installation_secret(settings), "id tokens")) {
    for (auto& each : providers)
        providers_.push_back(std::make_unique<provider>(std::move(each), client, clock,
                                                        net::ranges_of(settings.access.outbound_allow)));
}

std::vector<offered_provider> sign_on::offered() const {
    std::vector<offered_provider> out;
    for (auto const& each : providers_) out.push_back({each->config().id, each->config().name});
    return out;
}

core::task<core::result<begun_sign_on>> sign_on::begin(std::string provider_id, std::string return_to,
                                                       std::optional<std::string> browser_secret) {
    auto* const at = find(provider_id);
    if (!at) co_return no_provider();
    auto const description = co_await at->describe();
    if (!description) co_return told(*at, description.error());
    if (!browser_secret || browser_secret->size() != browser_secret_bytes) browser_secret = core::random_secret(32);
    auto const secrets = new_flow_secrets();
    auto const now = clock_.now();
    store::oidc_flow_row const row{.state_hash = core::sha256_hex(secrets.state),
                                   .browser_hash = core::sha256_hex(*browser_secret),
                                   .provider = std::move(provider_id),
                                   .nonce = secrets.nonce,
                                   .verifier = secrets.verifier,
                                   .return_to = safe_return_to(return_to),
                                   .created_at = now,
                                   .expires_at = now + flow_lifetime};
    auto work = [&](store::connection& db) -> core::result<void> {
        store::oidc_flows::purge(db, now);
        store::oidc_flows::insert(db, row);
        return {};
    };
    if (auto const stored = co_await db_.write(std::move(work)); !stored) co_return stored.error();
    co_return begun_sign_on{authorization_address(*description, at->config(), secrets, redirect_uri(*at)),
                            std::move(*browser_secret)};
}

core::task<core::result<finished_sign_on>> sign_on::finish(
    std::string provider_id, answer what, std::optional<std::string> browser_secret, client_facts from) {
    auto* const at = find(provider_id);
    if (!at) co_return no_provider();
    auto const flow = co_await take_flow(*at, what, browser_secret);
    if (!flow) co_return flow.error();
    if (!what.error.empty())
        co_return core::error{core::errc::unauthorized, "The identity provider did not sign you in."};
    auto const who = co_await at->redeem(std::move(what.code), flow->verifier, flow->nonce, redirect_uri(*at));
    if (!who) co_return told(*at, who.error());

    auto const now = clock_.now();
    auto work = [&](store::connection& db) -> core::result<std::string> {
        actor const by{.kind = "system", .address = from.address, .request_id = from.request_id};
        auto const user = linked_account(db, at->config(), *who, settings_.access.tier_default, by, now);
        if (!user) return user.error();
        store::users::note_login(db, user->id, now);
        actor const owner{.id = user->id, .address = from.address, .request_id = from.request_id};
        record(db, owner, user->organisation_id, {"login.done", "user", user->id, {{"provider", at->config().id}}},
               now);
        auto const session =
            open_session(db, user->id, store::session_kind::page, from, now, settings_.access.jwt_refresh_expiry);
        if (who->id_token.size() <= id_token_bytes_max)
            store::sessions::set_id_token(db, session.row.id,
                                          core::seal(sealing_key_, place_of(session.row.id), who->id_token));
        return session.secret;
    };
    auto secret = co_await db_.write(std::move(work));
    if (!secret) co_return secret.error();
    if (auto const seen = co_await watch_.look(); !seen)
        core::log(core::level::warning, "sign_on", seen.error().message);
    co_return finished_sign_on{std::move(*secret), flow->return_to};
}

// Ends the flow that the answer is for, and no other: whoever guesses at states, or brings an answer to the wrong
// browser or in another provider's name, changes nothing.
core::task<core::result<store::oidc_flow_row>> sign_on::take_flow(provider& at, answer const& what,
                                                                  std::optional<std::string> const& browser_secret) {
    if (!browser_secret) co_return not_ours();
    auto const now = clock_.now();
    auto const state_hash = core::sha256_hex(what.state);
    auto const browser_hash = core::sha256_hex(*browser_secret);
    auto look = [&](store::connection& db) -> core::result<store::oidc_flow_row> {
        auto found = store::oidc_flows::find(db, state_hash, browser_hash, at.config().id, now);
        if (!found) return not_ours();
        return std::move(*found);
    };
    auto flow = co_await db_.read(std::move(look));
    if (!flow) co_return flow.error();
    auto const description = co_await at.describe();
    if (!description) co_return told(at, description.error());
    if (!is_from(what, *description)) co_return not_ours();
    auto take = [&](store::connection& db) -> core::result<void> {
        if (!store::oidc_flows::remove(db, state_hash)) return not_ours();
        return {};
    };
    if (auto const taken = co_await db_.write(std::move(take)); !taken) co_return taken.error();
    co_return std::move(*flow);
}

// Where this login came from, else wherever else the account signs in.
core::task<core::result<std::vector<sign_on::ending>>> sign_on::endings_of(core::principal const& who) {
    auto work = [&](store::connection& db) -> core::result<std::vector<ending>> {
        std::vector<ending> out;
        auto const sealed = store::sessions::id_token_of(db, who.session_id);
        auto const token = core::open_sealed(sealing_key_, place_of(who.session_id), sealed);
        auto const read = jwt::read_jws(token.value_or(""));
        auto const issuer = read ? jwt::claimed_issuer(read->payload) : std::string();
        for (auto const& each : store::external_identities::of_user(db, who.user_id)) {
            bool const of_login = read && each.issuer == issuer;
            out.insert(of_login ? out.begin() : out.end(), {each.issuer, each.subject, of_login ? *token : ""});
        }
        return out;
    };
    co_return co_await db_.read(std::move(work));
}

core::task<core::result<std::string>> sign_on::end_address(core::principal who) {
    if (providers_.empty()) co_return std::string();
    auto const endings = co_await endings_of(who);
    if (!endings) co_return endings.error();
    for (auto const& each : *endings) {
        auto const at =
            std::ranges::find_if(providers_, [&](auto const& one) { return one->config().issuer == each.issuer; });
        if (at == providers_.end()) continue;
        auto const description = co_await (*at)->describe();
        if (!description || description->end_session_endpoint.empty()) continue;
        std::vector<net::query_parameter> query{{"client_id", (*at)->config().client_id},
                                                {"logout_hint", each.subject},
                                                {"post_logout_redirect_uri", server_address() + "/"}};
        if (!each.id_token.empty()) query.push_back({"id_token_hint", each.id_token});
        co_return with_query(description->end_session_endpoint, query);
    }
    co_return std::string();
}

provider* sign_on::find(std::string_view id) const {
    auto const found = std::ranges::find_if(providers_, [&](auto const& each) { return each->config().id == id; });
    return found == providers_.end() ? nullptr : found->get();
}

// Never from the Host header, which anybody can set.
std::string sign_on::server_address() const {
    auto out = settings_.server.public_url.empty() ? core::server_url(settings_.server) : settings_.server.public_url;
    while (out.ends_with('/')) out.pop_back();
    return out;
}

std::string sign_on::redirect_uri(provider const& at) const {
    return server_address() + "/api/v1/auth/oidc/" + at.config().id + "/callback";
}

}  // namespace identity::oidc
