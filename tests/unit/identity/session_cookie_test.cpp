#include "identity/session_cookie.hpp"

#include <gtest/gtest.h>

namespace {

net::request with_cookie(std::string value, bool secure = false) {
    net::request out;
    out.fields.add("Cookie", std::move(value));
    out.secure = secure;
    return out;
}

TEST(session_cookie, is_found_among_others) {
    EXPECT_EQ(identity::session_secret(with_cookie("parlance_session=abc")), "abc");
    EXPECT_EQ(identity::session_secret(with_cookie("a=1; parlance_session=abc; b=2")), "abc");
    EXPECT_EQ(identity::session_secret(with_cookie("a=parlance_session=x")), std::nullopt);
    EXPECT_EQ(identity::session_secret(with_cookie("parlance_session=")), std::nullopt);
    EXPECT_EQ(identity::session_secret(with_cookie("PARLANCE_SESSION=abc")), std::nullopt);
    EXPECT_EQ(identity::session_secret(with_cookie(";;=;")), std::nullopt);
    EXPECT_EQ(identity::session_secret(net::request{}), std::nullopt);
}

TEST(session_cookie, over_tls_is_only_the_one_that_no_other_host_can_plant) {
    EXPECT_EQ(identity::session_secret(with_cookie("parlance_session=planted", true)), std::nullopt);
    EXPECT_EQ(identity::session_secret(with_cookie("__Host-parlance_session=abc", true)), "abc");
    EXPECT_EQ(identity::session_cookie("abc", true),
              "__Host-parlance_session=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=34560000; Secure");
}

TEST(session_cookie, without_tls_is_one_that_a_browser_takes) {
    EXPECT_EQ(identity::session_cookie("abc", false),
              "parlance_session=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=34560000");
    EXPECT_EQ(identity::no_session_cookie(false), "parlance_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
}

TEST(csrf_token, belongs_to_one_secret_and_does_not_show_it) {
    EXPECT_NE(identity::csrf_token("abc"), identity::csrf_token("abd"));
    EXPECT_EQ(identity::csrf_token("abc").size(), 43u);
    EXPECT_EQ(identity::csrf_token("abc").find("abc"), std::string::npos);
}

}  // namespace
