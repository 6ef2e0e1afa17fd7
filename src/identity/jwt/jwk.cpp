#include "core/base64url.hpp"
#include "core/json_parse.hpp"
#include "identity/jwt/key.hpp"
#include "identity/jwt/openssl.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>

namespace identity::jwt {

namespace {

constexpr std::size_t keys_max = 64;

std::string text_of(boost::json::object const& from, std::string_view name) {
    auto const* found = from.if_contains(name);
    return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

std::optional<std::string> number_in(boost::json::object const& jwk, std::string_view name) {
    auto out = core::from_base64url(text_of(jwk, name));
    if (out && out->empty()) out.reset();
    return out;
}

// `use` and `key_ops` may say that a key is for something else.
bool is_for_signatures(boost::json::object const& jwk) {
    if (auto const* use = jwk.if_contains("use"); use && text_of(jwk, "use") != "sig") return false;
    auto const* operations = jwk.if_contains("key_ops");
    if (!operations) return true;
    auto const* list = operations->if_array();
    return list && std::ranges::any_of(*list, [](auto const& one) { return one == "verify"; });
}

std::shared_ptr<EVP_PKEY> ec_key(boost::json::object const& jwk) {
    auto const x = number_in(jwk, "x");
    auto const y = number_in(jwk, "y");
    if (text_of(jwk, "crv") != "P-256" || !x || !y || x->size() != 32 || y->size() != 32) return nullptr;
    return p256_of(*x, *y);
}

std::shared_ptr<EVP_PKEY> rsa_key(boost::json::object const& jwk) {
    auto const n = number_in(jwk, "n");
    auto const e = number_in(jwk, "e");
    if (!n || !e || n->size() < 256 || n->size() > 1024 || e->size() > 8) return nullptr;
    auto out = rsa_of(*n, *e);
    return out && EVP_PKEY_get_bits(out.get()) >= 2048 ? out : nullptr;
}

}  // namespace

std::optional<key> key::of_jwk(boost::json::object const& jwk) {
    std::optional<algorithm> only;
    if (jwk.contains("alg")) {
        only = algorithm_named(text_of(jwk, "alg"));
        if (!only) return std::nullopt;
    }
    if (!is_for_signatures(jwk)) return std::nullopt;
    auto const kind = text_of(jwk, "kty");
    auto pair = kind == "EC" ? ec_key(jwk) : kind == "RSA" ? rsa_key(jwk) : nullptr;
    if (!pair) return std::nullopt;
    key out(text_of(jwk, "kid"), std::move(pair), only);
    if (only && !out.fits(*only)) return std::nullopt;
    return out;
}

std::vector<key> keys_of_jwks(std::string_view json) {
    std::vector<key> out;
    auto const parsed = core::parse_json(json);
    auto const* set = parsed ? parsed->if_object() : nullptr;
    auto const* list = set && set->contains("keys") ? set->at("keys").if_array() : nullptr;
    if (!list) return out;
    for (auto const& each : *list) {
        if (out.size() == keys_max) break;
        auto const* jwk = each.if_object();
        if (auto found = jwk ? key::of_jwk(*jwk) : std::nullopt) out.push_back(std::move(*found));
    }
    return out;
}

}  // namespace identity::jwt
