#include "core/base64url.hpp"
#include "core/json_parse.hpp"
#include "identity/jwt/key.hpp"

#include <boost/json/object.hpp>
#include <gtest/gtest.h>

namespace {

using identity::jwt::algorithm;
using identity::jwt::key;

// The key of RFC 7515, A.3, and what it signed there.
constexpr char const* rfc_key = R"({"keys":[{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]})";
constexpr char const* rfc_signed = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leG"
                                   "FtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
constexpr char const* rfc_signature =
    "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

key public_half_of(key const& pair, algorithm how) {
    return identity::jwt::keys_of_jwks("{\"keys\":[" + pair.public_jwk(how) + "]}").at(0);
}

TEST(jwt_key, verifies_the_example_of_rfc_7515) {
    auto const keys = identity::jwt::keys_of_jwks(rfc_key);

    ASSERT_EQ(keys.size(), 1u);
    EXPECT_TRUE(keys[0].verify(algorithm::es256, rfc_signed, *core::from_base64url(rfc_signature)));
}

TEST(jwt_key, signs_what_its_public_half_verifies_and_nothing_else) {
    for (auto const how : {algorithm::es256, algorithm::rs256, algorithm::ps256}) {
        auto const pair = key::generate(how);
        auto const published = public_half_of(pair, how);

        auto const signature = pair.sign(how, "text");

        EXPECT_TRUE(published.verify(how, "text", signature));
        EXPECT_FALSE(published.verify(how, "texs", signature));
        EXPECT_FALSE(published.verify(how, "text", signature + '\0'));
        EXPECT_FALSE(published.verify(how, "text", ""));
        EXPECT_FALSE(key::generate(how).verify(how, "text", signature));
        EXPECT_EQ(published.id(), pair.id());
    }
}

TEST(jwt_key, is_used_with_algorithms_of_its_own_kind_only) {
    auto const ec = key::generate(algorithm::es256);
    auto const secret = key::of_secret("", std::string(32, 's'));

    EXPECT_FALSE(ec.fits(algorithm::hs256));
    EXPECT_FALSE(ec.fits(algorithm::rs256));
    EXPECT_FALSE(secret.fits(algorithm::es256));
    EXPECT_THROW(ec.sign(algorithm::hs256, "text"), std::invalid_argument);
    EXPECT_FALSE(secret.verify(algorithm::es256, "text", std::string(64, 'x')));
}

TEST(jwt_key, comes_back_from_its_private_bytes) {
    auto const pair = key::generate(algorithm::es256);

    auto const again = key::of_private_der(algorithm::es256, pair.private_der());

    ASSERT_TRUE(again);
    EXPECT_EQ(again->id(), pair.id());
    EXPECT_TRUE(pair.verify(algorithm::es256, "text", again->sign(algorithm::es256, "text")));
    EXPECT_FALSE(key::of_private_der(algorithm::rs256, pair.private_der()));
    EXPECT_FALSE(key::of_private_der(algorithm::es256, "no key"));
}

TEST(jwt_key, A_06_refuses_every_jwk_that_is_no_key_to_verify_with) {
    std::string const x = R"("x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU")";
    std::string const y = R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0")";
    std::string const ec = R"("kty":"EC","crv":"P-256",)" + x + "," + y;
    for (
        std::string const& jwk :
        {std::string(R"("kty":"oct","k":"c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2U")"),
         R"("kty":"EC","crv":"P-256",)" + x, R"("kty":"EC","crv":"P-384",)" + x + "," + y,
         R"("kty":"EC","crv":"P-256",)" + x + R"(,"y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a1")",  // off the curve
         ec + R"(,"use":"enc")", ec + R"(,"key_ops":["sign"])", ec + R"(,"alg":"RS256")", ec + R"(,"alg":"none")",
         ec + R"(,"alg":1)", std::string(R"("kty":"RSA","n":"AQAB","e":"AQAB")"), std::string(R"("kty":"OKP")")})
        EXPECT_TRUE(identity::jwt::keys_of_jwks("{\"keys\":[{" + jwk + "}]}").empty()) << jwk;
    EXPECT_EQ(identity::jwt::keys_of_jwks("{\"keys\":[{" + ec + R"(,"use":"sig","alg":"ES256"}]})").size(), 1u);
    for (auto const* set : {"", "[]", "{}", R"({"keys":{}})", R"({"keys":[1,null,[]]})"})
        EXPECT_TRUE(identity::jwt::keys_of_jwks(set).empty()) << set;
}

}  // namespace
