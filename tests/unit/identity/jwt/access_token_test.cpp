#include "identity/jwt/access_token.hpp"
#include "token_vectors.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

namespace {

namespace jwt = identity::jwt;

jwt::expected_claims const ours{.issuer = "parlance", .audience = "parlance"};

core::result<jwt::access_grant> read(std::string_view text) {
    static std::vector const keys{vectors::all_keys().ec, vectors::all_keys().rsa};
    static std::array const allowed{jwt::algorithm::es256, jwt::algorithm::rs256};
    auto const token = jwt::read_jws(text);
    if (!token) return token.error();
    return jwt::check_access_token(*token, keys, allowed, ours, vectors::now());
}

class token_vector : public testing::TestWithParam<vectors::token_vector> {
public:
    static void SetUpTestSuite() { std::cout << vectors::all().size() << " token vectors\n"; }
};

TEST_P(token_vector, comes_out_as_it_must) {
    auto const found = read(GetParam().token);

    EXPECT_EQ(found.has_value(), GetParam().good) << GetParam().token;
    if (!found) {
        EXPECT_EQ(found.error(), jwt::refused_token());
    }
}

INSTANTIATE_TEST_SUITE_P(vectors, token_vector, testing::ValuesIn(vectors::all()), [](auto const& info) {
    auto name = info.param.id + "_" + info.param.name;
    std::ranges::replace(name, '-', '_');
    return name;
});

TEST(access_token, says_whom_and_which_session_it_is_for) {
    jwt::access_claims claims{.iss = "parlance", .aud = "parlance", .sub = "user", .email = "a@b.example"};
    claims.exp = core::to_ms(vectors::now()) / 1000 + 60;
    claims.sid = "session";

    auto const found = read(jwt::sign_access_token(claims, vectors::all_keys().ec, jwt::algorithm::es256));

    ASSERT_TRUE(found);
    EXPECT_EQ(found->user_id, "user");
    EXPECT_EQ(found->session_id, "session");
    EXPECT_EQ(core::to_ms(found->expires_at), claims.exp * 1000);
}

TEST(access_token, is_not_good_for_one_millisecond_after_its_end_and_the_leeway) {
    jwt::access_claims claims{.iss = "parlance", .aud = "parlance", .sub = "user"};
    claims.exp = core::to_ms(vectors::now()) / 1000;
    claims.sid = "session";
    auto const text = jwt::sign_access_token(claims, vectors::all_keys().ec, jwt::algorithm::es256);
    auto const token = jwt::read_jws(text);
    std::array const keys{vectors::all_keys().ec};
    std::array const allowed{jwt::algorithm::es256};
    auto const at = [&](std::chrono::milliseconds later) {
        auto expected = ours;
        expected.leeway = std::chrono::hours(1);   // more than there can be
        return jwt::check_access_token(*token, keys, allowed, expected, vectors::now() + later).has_value();
    };

    EXPECT_TRUE(at(std::chrono::milliseconds(59'999)));
    EXPECT_FALSE(at(std::chrono::milliseconds(60'000)));
}

}  // namespace
