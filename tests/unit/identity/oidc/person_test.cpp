#include "identity/oidc/person.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace {

namespace oidc = identity::oidc;

oidc::person person_of(char const* claims, oidc::provider_config const& config = {}) {
    return oidc::person_of(boost::json::parse(claims).as_object(), config);
}

TEST(person, has_what_the_claims_say) {
    auto const out = person_of(R"({"sub":"1","name":"Ann","email":"Ann@Example.org","groups":["a","b",7]})");

    EXPECT_EQ(out.subject, "1");
    EXPECT_EQ(out.name, "Ann");
    EXPECT_EQ(out.email, "ann@example.org");
    EXPECT_EQ(out.groups, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(out.role, std::nullopt);
}

TEST(person, has_no_address_that_the_provider_doubts) {
    EXPECT_EQ(person_of(R"({"email":"a@b.c","email_verified":true})").email, "a@b.c");
    EXPECT_EQ(person_of(R"({"email":"a@b.c","email_verified":"true"})").email, "a@b.c");
    for (auto const* const claims :
         {R"({"email":"a@b.c","email_verified":false})", R"({"email":"a@b.c","email_verified":"false"})",
          R"({"email":"a@b.c","email_verified":null})", R"({"email":"no address"})", R"({"email":"a@b@c"})",
          R"({"email":["a@b.c"]})", R"({"email":"a\r\n@b.c"})", R"({})"})
        EXPECT_EQ(person_of(claims).email, "") << claims;
}

TEST(person, has_the_highest_role_of_the_groups_where_the_provider_gives_roles) {
    oidc::provider_config const config{.groups_claim = "roles", .admin_groups = {"root"}, .auditor_groups = {"eyes"}};

    EXPECT_EQ(person_of(R"({"roles":["eyes","root"]})", config).role, core::role::admin);
    EXPECT_EQ(person_of(R"({"roles":["eyes"]})", config).role, core::role::auditor);
    EXPECT_EQ(person_of(R"({"roles":"root"})", config).role, core::role::admin);
    for (auto const* const claims : {R"({"roles":["rooted"]})", R"({"roles":["ROOT"]})", R"({"groups":["root"]})",
                                     R"({"roles":{"root":true}})", R"({})"})
        EXPECT_EQ(person_of(claims, config).role, core::role::user) << claims;
}

}  // namespace
