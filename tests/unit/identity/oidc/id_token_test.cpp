#include "identity/oidc/id_token.hpp"

#include "core/base64url.hpp"
#include "identity/jwt/jws.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <functional>
#include <iostream>

namespace {

namespace json = boost::json;
namespace jwt = identity::jwt;
namespace oidc = identity::oidc;

constexpr std::int64_t now_s = 1'800'000'000;
auto const now = core::from_ms(now_s * 1000);
oidc::expected_id_token const expected{// The access token and its hash are those of OpenID Connect Core, appendix A.3.
                                       .issuer = "https://id.example",
                                       .client_id = "me",
                                       .nonce = "n",
                                       .access_token = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"};

json::object good() {
    return {{"iss", "https://id.example"},
            {"sub", "248289761001"},
            {"aud", "me"},
            {"nonce", "n"},
            {"iat", now_s - 5},
            {"exp", now_s + 300},
            {"at_hash", "77QmUPtjPfzWtF2AnpK9RQ"}};
}

struct pair {
    jwt::key key;
    jwt::algorithm how;
};

pair const& es256() {
    static pair const one{jwt::key::generate(jwt::algorithm::es256), jwt::algorithm::es256};
    return one;
}

std::string signed_by(pair const& with, json::object const& claims) {
    return jwt::sign_jws(json::serialize(claims), with.key, with.how, "JWT");
}

bool accepts(std::string const& token, std::vector<jwt::key> const& keys = {es256().key}) {
    return oidc::read_id_token(token, keys, expected, now).has_value();
}

TEST(id_token, is_accepted_with_each_allowed_algorithm) {
    for (auto const how : {jwt::algorithm::es256, jwt::algorithm::rs256, jwt::algorithm::ps256}) {
        pair const with{jwt::key::generate(how), how};
        EXPECT_TRUE(accepts(signed_by(with, good()), {with.key})) << jwt::name_of(how);
    }
}

TEST(id_token, is_refused_with_a_shared_secret_or_an_unknown_key) {
    pair const shared{jwt::key::of_secret("k", std::string(32, 's')), jwt::algorithm::hs256};
    pair const stranger{jwt::key::generate(jwt::algorithm::es256), jwt::algorithm::es256};

    EXPECT_FALSE(accepts(signed_by(shared, good()), {shared.key}));
    EXPECT_FALSE(accepts(signed_by(stranger, good())));
    EXPECT_FALSE(accepts(signed_by(es256(), good()), {}));
    EXPECT_FALSE(
        accepts(core::to_base64url(R"({"alg":"none"})") + "." + core::to_base64url(json::serialize(good())) + "."));
}

struct change {
    char const* name;
    std::function<void(json::object&)> make;
    bool accepted = false;
};

TEST(id_token, holds_only_for_this_issuer_client_and_sign_on) {
    std::vector<change> const changes{
        {"nothing", [](auto&) {}, true},
        {"another issuer", [](auto& c) { c["iss"] = "https://id.example/"; }},
        {"no issuer", [](auto& c) { c.erase("iss"); }},
        {"another client", [](auto& c) { c["aud"] = "you"; }},
        {"no client", [](auto& c) { c.erase("aud"); }},
        {"a list of one", [](auto& c) { c["aud"] = json::array{"me"}; }, true},
        {"two and no party", [](auto& c) { c["aud"] = json::array{"me", "you"}; }},
        {"two and us as the party", [](auto& c) { c["aud"] = json::array{"me", "you"}, c["azp"] = "me"; }, true},
        {"two and the other as the party", [](auto& c) { c["aud"] = json::array{"me", "you"}, c["azp"] = "you"; }},
        {"another party", [](auto& c) { c["azp"] = "you"; }},
        {"a party that is no text", [](auto& c) { c["azp"] = 1; }},
        {"another nonce", [](auto& c) { c["nonce"] = "m"; }},
        {"no nonce", [](auto& c) { c.erase("nonce"); }},
        {"an empty nonce", [](auto& c) { c["nonce"] = ""; }},
        {"a nonce that is no text", [](auto& c) { c["nonce"] = nullptr; }},
        {"its end passed", [](auto& c) { c["exp"] = now_s - 120; }},
        {"no end", [](auto& c) { c.erase("exp"); }},
        {"an end that is text", [](auto& c) { c["exp"] = "1900000000"; }},
        {"no beginning", [](auto& c) { c.erase("iat"); }},
        {"nobody", [](auto& c) { c["sub"] = ""; }},
        {"no subject", [](auto& c) { c.erase("sub"); }},
        {"a subject that is a number", [](auto& c) { c["sub"] = 7; }},
        {"a subject too long", [](auto& c) { c["sub"] = std::string(256, 'a'); }},
        {"no hash of the access token", [](auto& c) { c.erase("at_hash"); }, true},
        {"the hash of another access token", [](auto& c) { c["at_hash"] = "77QmUPtjPfzWtF2AnpK9RA"; }},
        {"a hash that is no text", [](auto& c) { c["at_hash"] = 1; }},
    };
    std::cout << changes.size() << " ID tokens\n";
    for (auto const& each : changes) {
        auto claims = good();
        each.make(claims);
        EXPECT_EQ(accepts(signed_by(es256(), claims)), each.accepted) << each.name;
    }
}

}  // namespace
