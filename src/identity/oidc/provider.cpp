#include "identity/oidc/provider.hpp"

#include "core/json_parse.hpp"
#include "identity/jwt/jws.hpp"
#include "identity/oidc/authorization.hpp"
#include "identity/oidc/id_token.hpp"

#include <openssl/evp.h>

#include <algorithm>

namespace identity::oidc {

namespace {

using namespace std::chrono_literals;

constexpr auto description_kept = 1h;
constexpr auto keys_kept = 1h;
constexpr auto keys_asked_again_after = 1min;   // for a key that is not known yet

core::error failed(std::string why) { return {core::errc::upstream_failed, std::move(why)}; }
core::error refused() { return {core::errc::unauthorized, "The identity provider did not confirm this sign-on."}; }

std::string basic(std::string const& id, std::string const& secret) {
    auto const plain = percent_encoded(id) + ":" + percent_encoded(secret);
    std::vector<unsigned char> out(4 * (plain.size() / 3 + 1) + 1);
    auto const size = EVP_EncodeBlock(out.data(), reinterpret_cast<unsigned char const*>(plain.data()),
                                      static_cast<int>(plain.size()));
    return "Basic " + std::string(out.begin(), out.begin() + size);
}

std::optional<boost::json::object> object_of(std::string const& body) {
    auto parsed = core::parse_json(body);
    if (!parsed || !parsed->is_object()) return std::nullopt;
    return std::move(parsed->get_object());
}

std::string text_of(boost::json::object const& from, std::string_view name) {
    auto const* const value = from.if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

}  // namespace

provider::provider(provider_config config, net::http_client& client, core::clock const& clock,
                   std::vector<net::address_range> allowed)
    : config_(std::move(config)), client_(client), clock_(clock),
      guard_({.allowed = std::move(allowed), .ports = net::web_ports_and_that_of(config_.issuer)}) {}

core::task<core::result<metadata>> provider::describe() {
    auto const now = clock_.now();
    auto kept = known_.with([&](known const& it) -> std::optional<metadata> {
        if (it.description && now - it.described_at < description_kept) return it.description;
        return std::nullopt;
    });
    if (kept) co_return std::move(*kept);
    auto reply = co_await fetch({.url = discovery_address(config_.issuer)}, 3);
    if (!reply) co_return reply.error();
    if (reply->status != 200) co_return failed("its discovery document can't be read");
    auto read = read_metadata(reply->body, config_.issuer);
    if (read)
        known_.with([&](known& it) {
            it.description = *read;
            it.described_at = now;
        });
    co_return read;
}

core::task<core::result<person>> provider::redeem(std::string code, std::string verifier, std::string nonce,
                                                  std::string redirect_uri) {
    auto const at = co_await describe();
    if (!at) co_return at.error();
    auto const given = co_await exchange(*at, std::move(code), std::move(verifier), std::move(redirect_uri));
    if (!given) co_return given.error();
    auto const token = jwt::read_jws(given->id_token);
    if (!token) co_return refused();
    auto const keys = co_await keys_for(*at, token->key_id);
    if (!keys) co_return keys.error();
    auto claims = read_id_token(given->id_token, **keys,
                                {.issuer = config_.issuer,
                                 .client_id = config_.client_id,
                                 .nonce = std::move(nonce),
                                 .access_token = given->access_token},
                                clock_.now());
    if (!claims) co_return claims.error();
    // Many providers tell e-mail and groups only here.
    if (!at->userinfo_endpoint.empty() && !given->access_token.empty()) {
        auto const more = co_await userinfo(*at, given->access_token);
        if (!more) co_return more.error();
        if (text_of(*more, "sub") != text_of(*claims, "sub")) co_return refused();
        for (auto const& [name, value] : *more)
            if (!claims->contains(name)) claims->emplace(name, value);
    }
    auto who = person_of(*claims, config_);
    who.id_token = given->id_token;
    co_return who;
}

core::task<core::result<net::fetched>> provider::fetch(net::client_request request, int redirects_max) {
    request.connect_timeout = 5s;
    request.first_byte_timeout = request.silence_timeout = request.total_timeout = 10s;
    request.fields.add("Accept", "application/json");
    auto reply = co_await net::guarded_fetch(client_, guard_, std::move(request), {.redirects_max = redirects_max});
    // The operator's matter, and not what the person who signs in can change.
    if (!reply) co_return failed(reply.error().message);
    co_return std::move(*reply);
}

core::task<core::result<provider::tokens>> provider::exchange(metadata const& at, std::string code,
                                                              std::string verifier, std::string redirect_uri) {
    net::client_request request{.method = "POST", .url = at.token_endpoint};
    request.fields = {{"Content-Type", "application/x-www-form-urlencoded"}};
    std::vector<net::query_parameter> form{{"grant_type", "authorization_code"},
                                           {"code", std::move(code)},
                                           {"redirect_uri", std::move(redirect_uri)},
                                           {"code_verifier", std::move(verifier)}};
    bool const in_body = config_.client_secret.empty() || at.secret_in_body;
    if (in_body) form.push_back({"client_id", config_.client_id});
    if (in_body && !config_.client_secret.empty()) form.push_back({"client_secret", config_.client_secret});
    if (!in_body) request.fields.add("Authorization", basic(config_.client_id, config_.client_secret));
    request.body = form_of(form);
    auto const reply = co_await fetch(std::move(request), 0);
    if (!reply) co_return reply.error();
    auto const body = object_of(reply->body);
    if (reply->status != 200 || !body) co_return refused();
    co_return tokens{.id_token = text_of(*body, "id_token"), .access_token = text_of(*body, "access_token")};
}

// Keys change: one that is not known is asked for, but not as often as somebody invents one.
core::task<core::result<provider::key_set>> provider::keys_for(metadata const& at, std::string key_id) {
    auto const now = clock_.now();
    auto kept = known_.with([&](known const& it) -> key_set {
        if (!it.keys || now - it.keys_at >= keys_kept) return nullptr;
        bool const has = key_id.empty() || std::ranges::find(*it.keys, key_id, &jwt::key::id) != it.keys->end();
        return has || now - it.keys_at < keys_asked_again_after ? it.keys : nullptr;
    });
    if (kept) co_return kept;
    auto const reply = co_await fetch({.url = at.jwks_uri}, 3);
    if (!reply) co_return reply.error();
    if (reply->status != 200) co_return failed("its keys can't be read");
    auto fresh = std::make_shared<std::vector<jwt::key> const>(jwt::keys_of_jwks(reply->body));
    known_.with([&](known& it) {
        it.keys = fresh;
        it.keys_at = now;
    });
    co_return fresh;
}

core::task<core::result<boost::json::object>> provider::userinfo(metadata const& at, std::string access_token) {
    net::client_request request{.url = at.userinfo_endpoint};
    request.fields = {{"Authorization", "Bearer " + access_token}};
    auto const reply = co_await fetch(std::move(request), 0);
    if (!reply) co_return reply.error();
    auto body = object_of(reply->body);
    if (reply->status != 200 || !body) co_return refused();
    co_return std::move(*body);
}

}  // namespace identity::oidc
