#include "identity/oidc/metadata.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace {

using identity::oidc::read_metadata;

constexpr auto issuer = "https://id.example/realm";

boost::json::object good() {
    return {{"issuer", issuer},
            {"authorization_endpoint", "https://id.example/auth"},
            {"token_endpoint", "https://id.example/token"},
            {"jwks_uri", "https://keys.example/jwks"}};
}

auto read(boost::json::object const& document) { return read_metadata(boost::json::serialize(document), issuer); }

TEST(metadata, stands_below_the_issuer) {
    EXPECT_EQ(identity::oidc::discovery_address("https://a"), "https://a/.well-known/openid-configuration");
    EXPECT_EQ(identity::oidc::discovery_address("https://a/b/"), "https://a/b/.well-known/openid-configuration");
}

TEST(metadata, is_read_with_the_defaults_of_the_standard) {
    auto const out = read(good());

    ASSERT_TRUE(out.has_value());
    EXPECT_EQ(out->token_endpoint, "https://id.example/token");
    EXPECT_FALSE(out->names_itself);
    EXPECT_FALSE(out->secret_in_body);
}

TEST(metadata, says_how_the_secret_is_sent_and_whether_answers_carry_the_issuer) {
    auto document = good();
    document["authorization_response_iss_parameter_supported"] = true;
    document["token_endpoint_auth_methods_supported"] = boost::json::array{"client_secret_post"};

    auto const out = read(document);

    ASSERT_TRUE(out.has_value());
    EXPECT_TRUE(out->names_itself);
    EXPECT_TRUE(out->secret_in_body);
}

TEST(metadata, of_another_issuer_is_refused_however_little_the_name_differs) {
    for (auto const* const name : {"https://id.example/realm/", "https://id.example/Realm", "https://evil.example",
                                   "http://id.example/realm", "https://id.example:443/realm", ""}) {
        auto document = good();
        document["issuer"] = name;
        EXPECT_FALSE(read(document).has_value()) << name;
    }
}

TEST(metadata, needs_its_endpoints_with_TLS) {
    for (auto const* const name : {"authorization_endpoint", "token_endpoint", "jwks_uri"}) {
        auto missing = good(), plain = good(), odd = good();
        missing.erase(name);
        plain[name] = "http://id.example/x";
        odd[name] = 7;
        EXPECT_FALSE(read(missing).has_value()) << name;
        EXPECT_FALSE(read(plain).has_value()) << name;
        EXPECT_FALSE(read(odd).has_value()) << name;
    }
    auto script = good();
    script["end_session_endpoint"] = "javascript:alert(1)";
    EXPECT_FALSE(read(script).has_value());
    EXPECT_FALSE(read_metadata("[]", issuer).has_value());
    EXPECT_FALSE(read_metadata("<html>", issuer).has_value());
}

}  // namespace
