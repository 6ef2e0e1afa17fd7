#include "net/target.hpp"

#include <gtest/gtest.h>

namespace {

using net::parse_target;

std::string path_of(std::string_view raw) {
    auto const parsed = parse_target(raw, "host:80");
    return parsed ? parsed->path : "refused: " + parsed.error().message;
}

bool refuses(std::string_view raw) { return parse_target(raw, "host:80").has_error(); }

TEST(target, decodes_a_path_once) {
    EXPECT_EQ(path_of("/"), "/");
    EXPECT_EQ(path_of("/a%20b/c"), "/a b/c");
    EXPECT_EQ(path_of("/caf%C3%A9/"), "/caf\u00e9/");
    EXPECT_EQ(path_of("/100%25"), "/100%");
    EXPECT_EQ(path_of("/a+b"), "/a+b");
}

TEST(target, decodes_query_parameters_in_order) {
    auto const parsed = parse_target("/s?q=a+b%26c&&flag&q=%C3%A9=", "host");

    ASSERT_TRUE(parsed);
    std::vector<net::query_parameter> const expected{{"q", "a b&c"}, {"flag", ""}, {"q", "\u00e9="}};
    EXPECT_EQ(parsed->query, expected);
}

TEST(target, refuses_paths_that_could_be_read_in_two_ways) {
    for (auto const* const raw :
         {"//api",  "/a//b",  "/a/../b", "/a/./b", "/..",      "/%2e%2e/a", "/a/%2E",     "/a%2fb",
          "/a%2Fb", "/a%5cb", "/a\\b",   "/a;b",   "/a%3bb",   "/a%252fb",  "/a%2541",    "/a%00",
          "/a%0a",  "/a%7f",  "/a%",     "/a%4",   "/a%zz",    "/%c0%af",   "/%ff",       "/%ed%a0%80",
          "/a#b",   "a",      "",        "/a?b=%", "/a?b=%ff", "/a?b=%00",  "/a?%c0%80=1"})
        EXPECT_TRUE(refuses(raw)) << raw;
}

TEST(target, takes_an_absolute_address_only_of_its_own_host) {
    EXPECT_EQ(path_of("http://host:80/a?b"), "/a");
    EXPECT_EQ(path_of("HTTPS://HOST:80"), "/");
    EXPECT_EQ(path_of("http://host:80?b=1"), "/");
    EXPECT_TRUE(refuses("http://other/a"));
    EXPECT_TRUE(refuses("http://host/a"));
    EXPECT_TRUE(refuses("http://user@host:80/a"));
    EXPECT_TRUE(refuses("ftp://host:80/a"));
    EXPECT_TRUE(parse_target("http:///a", "").has_error());
}

TEST(target, keeps_the_asterisk_of_options) { EXPECT_EQ(path_of("*"), "*"); }

}  // namespace
