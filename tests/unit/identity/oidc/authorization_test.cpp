#include "identity/oidc/authorization.hpp"

#include <gtest/gtest.h>

#include <set>

namespace {

namespace oidc = identity::oidc;

oidc::metadata const described{.issuer = "https://id.example",
                               .authorization_endpoint = "https://id.example/auth?realm=a",
                               .token_endpoint = "https://id.example/token",
                               .jwks_uri = "https://id.example/jwks"};

TEST(authorization, asks_for_a_code_with_a_challenge_and_not_with_what_answers_it) {
    // The verifier and its challenge are those of RFC 7636, appendix B.
    oidc::flow_secrets const secrets{"the state", "the nonce", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"};
    oidc::provider_config const config{.id = "sso", .client_id = "me&you", .scopes = {"email", "openid"}};

    auto const address = oidc::authorization_address(described, config, secrets, "https://us.example/back");

    EXPECT_EQ(address, "https://id.example/auth?realm=a&response_type=code&client_id=me%26you"
                       "&redirect_uri=https%3A%2F%2Fus.example%2Fback&scope=openid%20email&state=the%20state"
                       "&nonce=the%20nonce&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
                       "&code_challenge_method=S256");
}

TEST(authorization, makes_other_secrets_each_time) {
    std::set<std::string> seen;
    for (int i = 0; i < 100; ++i) {
        auto const secrets = oidc::new_flow_secrets();
        for (auto const& each : {secrets.state, secrets.nonce, secrets.verifier}) {
            EXPECT_EQ(each.size(), 43u);
            EXPECT_TRUE(seen.insert(each).second);
        }
    }
}

TEST(authorization, reads_an_answer_and_passes_over_what_others_add) {
    auto const out = oidc::read_answer({{"code", "c"}, {"session_state", "x"}, {"state", "s"}, {"iss", "i"}});

    ASSERT_TRUE(out.has_value());
    EXPECT_EQ(out->code, "c");
    EXPECT_EQ(out->state, "s");
    EXPECT_EQ(out->issuer, "i");
}

TEST(authorization, refuses_answers_that_could_mean_two_things) {
    using query = std::vector<net::query_parameter>;
    for (auto const& bad :
         {query{}, query{{"code", "c"}}, query{{"state", "s"}}, query{{"error", "e"}},
          query{{"code", "c"}, {"error", "e"}, {"state", "s"}}, query{{"code", "c"}, {"state", "s"}, {"state", "t"}},
          query{{"code", "c"}, {"code", "d"}, {"state", "s"}}})
        EXPECT_FALSE(oidc::read_answer(bad).has_value());
}

TEST(authorization, tells_an_answer_of_another_provider) {
    auto names_itself = described;
    names_itself.names_itself = true;

    EXPECT_TRUE(oidc::is_from({.state = "s", .code = "c"}, described));
    EXPECT_TRUE(oidc::is_from({.state = "s", .code = "c", .issuer = "https://id.example"}, described));
    EXPECT_FALSE(oidc::is_from({.state = "s", .code = "c", .issuer = "https://other.example"}, described));
    EXPECT_FALSE(oidc::is_from({.state = "s", .code = "c"}, names_itself));
    EXPECT_TRUE(oidc::is_from({.state = "s", .code = "c", .issuer = "https://id.example"}, names_itself));
}

}  // namespace
