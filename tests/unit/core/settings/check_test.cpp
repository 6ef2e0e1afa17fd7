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

constexpr auto good_secret = "q7Xp2LmZ9wRt4KvB8nYd1HsG6cJf3QaE";

core::settings production() {
    auto s = defaults();
    s.app.environment = core::app_env::production;
    s.access.anonymous = false;
    s.app.secret_key = good_secret;
    return s;
}

TEST(check_settings, lets_production_start_with_accounts_and_a_secret) { EXPECT_EQ(first_error(production()), ""); }

TEST(check_settings, refuses_production_without_a_good_secret) {
    for (auto const* secret : {"", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "change-me-q7Xp2LmZ9wRt4KvB8nYd1HsG",
                               "Your-Secret-Key-Here-0123456789abcdef", "abababababababababababababababab"}) {
        auto s = production();
        s.app.secret_key = secret;
        EXPECT_EQ(first_error(s).find("APP_SECRET_KEY is "), 0u) << secret;
    }
}

TEST(check_settings, keeps_the_secret_out_of_what_it_says) {
    auto s = production();
    s.app.secret_key = "change-me-q7Xp2LmZ9wRt4KvB8nYd1HsG";

    EXPECT_EQ(first_error(s).find("q7Xp2"), std::string::npos);
}

TEST(check_settings, refuses_debugging_in_production) {
    auto s = production();
    s.app.debug = true;

    EXPECT_EQ(first_error(s), "APP_DEBUG is true: it is refused in production.");
}

TEST(check_settings, refuses_one_user_for_everybody_outside_of_development_on_loopback) {
    for (auto const* host : {"0.0.0.0", "::", "192.168.1.5", "example.org"}) {
        auto s = defaults();
        s.server.host = host;
        EXPECT_EQ(first_error(s).find("AUTH_ANONYMOUS is true"), 0u) << host;
        s.access.anonymous = false;
        EXPECT_EQ(first_error(s), "") << host;
    }
    for (auto const* host : {"127.0.0.1", "127.8.8.8", "::1", "localhost"}) {
        auto s = defaults();
        s.server.host = host;
        EXPECT_EQ(first_error(s), "") << host;
    }
    auto s = production();
    s.access.anonymous = true;
    EXPECT_EQ(first_error(s).find("AUTH_ANONYMOUS is true"), 0u);
}

TEST(check_settings, warns_of_passwords_that_would_cross_the_network_in_the_clear) {
    auto s = production();
    s.server.host = "0.0.0.0";
    EXPECT_EQ(core::check_settings(s).warnings.size(), 1u);

    s.server.trusted_proxies = {"10.0.0.1"};
    EXPECT_TRUE(core::check_settings(s).warnings.empty());
}

TEST(check_settings, refuses_half_of_a_certificate) {
    auto s = defaults();
    s.server.tls_key = "key.pem";

    EXPECT_EQ(first_error(s), "TLS_CERT and TLS_KEY belong together: set both or neither.");
}

TEST(check_settings, says_what_is_ignored) {
    auto s = defaults();
    s.storage.mongo_uri = "mongodb://x";
    s.storage.redis_url = "redis://x";

    EXPECT_EQ(core::check_settings(s).warnings.size(), 2u);
}

}  // namespace
