#include "core/settings/check.hpp"

#include <gtest/gtest.h>

namespace {

// As load_settings() leaves them with nothing set.
core::settings defaults() {
    core::settings s;
    s.access.anonymous = true;
    s.server.docs_enabled = true;
    return s;
}

std::string first_error(core::settings const& s) {
    auto const found = core::check_settings(s);
    return found.errors.empty() ? "" : found.errors.front();
}

TEST(check_settings, finds_nothing_wrong_with_the_defaults) {
    auto const found = core::check_settings(defaults());

    EXPECT_TRUE(found.errors.empty());
    EXPECT_TRUE(found.warnings.empty());
}

TEST(check_settings, refuses_production_while_there_are_no_accounts) {
    auto s = defaults();
    s.app.environment = core::app_env::production;

    EXPECT_EQ(first_error(s).find("APP_ENV is production: that needs accounts"), 0u);
}

TEST(check_settings, refuses_a_public_address_while_there_are_no_accounts) {
    for (auto const* host : {"0.0.0.0", "::", "192.168.1.5", "example.org"}) {
        auto s = defaults();
        s.server.host = host;
        EXPECT_EQ(first_error(s).find("HOST is "), 0u) << host;
    }
    for (auto const* host : {"127.0.0.1", "127.8.8.8", "::1", "localhost"}) {
        auto s = defaults();
        s.server.host = host;
        EXPECT_EQ(first_error(s), "") << host;
    }
}

TEST(check_settings, refuses_half_of_a_certificate) {
    auto s = defaults();
    s.server.tls_key = "key.pem";

    EXPECT_EQ(first_error(s), "TLS_CERT and TLS_KEY belong together: set both or neither.");
}

TEST(check_settings, refuses_a_server_that_nobody_could_use) {
    auto s = defaults();
    s.access.anonymous = false;

    EXPECT_EQ(first_error(s).find("AUTH_ANONYMOUS is false"), 0u);
}

TEST(check_settings, says_what_is_ignored) {
    auto s = defaults();
    s.storage.mongo_uri = "mongodb://x";
    s.storage.redis_url = "redis://x";

    EXPECT_EQ(core::check_settings(s).warnings.size(), 2u);
}

}  // namespace
