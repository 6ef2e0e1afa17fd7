#include "api/cross_origin.hpp"

#include <gtest/gtest.h>

namespace api {
namespace {

struct cross_origin : testing::Test {
    core::server_settings server;

    static net::request from(std::string origin, net::headers more = {}) {
        net::request out{.method = "GET", .path = "/api/v1/conversations"};
        out.fields = std::move(more);
        out.fields.add("Origin", std::move(origin));
        return out;
    }
    static net::request question_of(std::string origin, std::string headers) {
        auto out = from(std::move(origin), {{"Access-Control-Request-Method", "POST"}});
        out.method = "OPTIONS";
        out.fields.add("Access-Control-Request-Headers", std::move(headers));
        return out;
    }
};

TEST_F(cross_origin, X_09_a_site_that_is_not_listed_gets_no_permission) {
    server.cors_origins = {"https://us"};

    for (auto const* origin : {"https://evil", "null", "https://us.evil.com", "http://us", "https://us:8443",
                               "https://US", "https://us/", ""})
        EXPECT_FALSE(allowed_origin(from(origin), server)) << origin;
    auto const reply = preflight_reply(question_of("https://evil", "content-type"), server);
    ASSERT_TRUE(reply);
    EXPECT_FALSE(reply->fields.find("Access-Control-Allow-Origin"));
}

TEST_F(cross_origin, a_listed_site_may_read_and_is_named) {
    server.cors_origins = {"https://us"};

    EXPECT_EQ(allowed_origin(from("https://us"), server), "https://us");
    auto const reply = preflight_reply(question_of("https://us", "content-type"), server);
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 204);
    EXPECT_EQ(reply->fields.get("Access-Control-Allow-Origin"), "https://us");
    EXPECT_EQ(reply->fields.get("Vary"), "Origin");
    EXPECT_FALSE(reply->fields.find("Access-Control-Allow-Credentials"));
}

TEST_F(cross_origin, clients_may_send_fields_of_their_own_but_no_cookie) {
    server.cors_origins = {"https://us"};

    auto const reply = preflight_reply(question_of("https://us", "authorization, x-stainless-lang"), server);

    ASSERT_TRUE(reply);
    EXPECT_TRUE(reply->fields.get("Access-Control-Allow-Headers").ends_with(", *"));
    EXPECT_FALSE(reply->fields.find("Access-Control-Allow-Credentials"));
}

TEST_F(cross_origin, every_site_may_only_use_credentials_of_its_own) {
    server.cors_origins = {"*"};

    EXPECT_FALSE(allowed_origin(from("https://any"), server)) << "that would act for whoever sits at the browser";
    EXPECT_EQ(allowed_origin(from("https://any", {{"Authorization", "Bearer x"}}), server), "*");
    EXPECT_EQ(allowed_origin(from("https://any", {{"X-Api-Key", "x"}}), server), "*");
    EXPECT_EQ(preflight_reply(question_of("https://any", "content-type, authorization"), server)
                  ->fields.get("Access-Control-Allow-Origin"),
              "*");
    EXPECT_FALSE(preflight_reply(question_of("https://any", "content-type"), server)
                     ->fields.find("Access-Control-Allow-Origin"));
}

TEST_F(cross_origin, nothing_is_said_to_programs_and_about_the_page) {
    server.cors_origins = {"https://us"};

    EXPECT_FALSE(allowed_origin({.method = "GET", .path = "/api/v1/models"}, server));
    auto page = from("https://us");
    page.path = "/";
    EXPECT_FALSE(allowed_origin(page, server));
    net::request const plain{.method = "OPTIONS", .path = "/api/v1/models"};
    EXPECT_FALSE(preflight_reply(plain, server));
}

}  // namespace
}  // namespace api
