#include "identity/oidc/provider_config.hpp"

#include <gtest/gtest.h>

namespace {

namespace oidc = identity::oidc;

TEST(provider_config, is_a_table_for_each_provider) {
    auto const out = oidc::parse_providers(R"(
[acme]
issuer = "https://id.acme.example"
client_id = "parlance"
name = "Acme"
scopes = ["profile", "groups"]
admin_groups = ["root", "ops"]

[other-one]
issuer = "https://other.example/realm"
client_id = "x"
client_secret = "s"
registration = true
)",
                                           "file");

    ASSERT_TRUE(out.has_value()) << out.error().message;
    ASSERT_EQ(out->size(), 2u);
    EXPECT_EQ(out->at(0).name, "Acme");
    EXPECT_EQ(out->at(0).scopes, (std::vector<std::string>{"profile", "groups"}));
    EXPECT_EQ(out->at(0).admin_groups, (std::vector<std::string>{"root", "ops"}));
    EXPECT_TRUE(out->at(0).gives_roles());
    EXPECT_EQ(out->at(1).id, "other-one");
    EXPECT_EQ(out->at(1).name, "other-one");
    EXPECT_EQ(out->at(1).client_secret, "s");
    EXPECT_EQ(out->at(0).registration, std::nullopt);
    EXPECT_EQ(out->at(1).registration, true);
    EXPECT_FALSE(out->at(1).gives_roles());
}

TEST(provider_config, with_a_mistake_is_refused_with_the_place) {
    for (auto const* const text :
         {"[a]\nissuer = \"https://a.example\"\nclient_id = \"x\"\nclientid = \"y\"\n",
          "[a]\nissuer = \"https://a.example\"\nclient_id = \"x\"\nregistration = \"maybe\"\n",
          "[a]\nissuer = \"https://a.example\"\n", "[a]\nclient_id = \"x\"\n",
          "[a]\nissuer = \"http://a.example\"\nclient_id = \"x\"\n",
          "[a]\nissuer = \"https://a.example?x\"\nclient_id = \"x\"\n", "issuer = \"https://a.example\"\n",
          "[\"a/b\"]\nissuer = \"https://a.example\"\nclient_id = \"x\"\n", "[a\n"}) {
        auto const out = oidc::parse_providers(text, "the.toml");
        ASSERT_FALSE(out.has_value()) << text;
        EXPECT_TRUE(out.error().message.starts_with("the.toml")) << out.error().message;
    }
}

TEST(provider_config, comes_from_the_settings_too) {
    core::settings settings;
    EXPECT_TRUE(oidc::configured_providers(settings).value().empty());
    settings.sign_on = {.issuer = "https://a.example", .client_id = "x", .scopes = {"email"}};

    auto const out = oidc::configured_providers(settings);

    ASSERT_TRUE(out.has_value());
    ASSERT_EQ(out->size(), 1u);
    EXPECT_EQ(out->front().id, "sso");
    EXPECT_EQ(out->front().name, "Single sign-on");
    EXPECT_EQ(out->front().registration, true);
    settings.access.registration_enabled = false;
    EXPECT_EQ(oidc::configured_providers(settings).value().front().registration, false);
    settings.sign_on.registration = true;
    EXPECT_EQ(oidc::configured_providers(settings).value().front().registration, true);
    EXPECT_EQ(out->front().scopes, (std::vector<std::string>{"email"}));
    settings.sign_on.providers_file = "there/is/none.toml";
    EXPECT_FALSE(oidc::configured_providers(settings).has_value());
}

}  // namespace
