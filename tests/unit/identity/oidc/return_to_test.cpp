#include "identity/oidc/return_to.hpp"

#include <gtest/gtest.h>

namespace {

using identity::oidc::safe_return_to;

TEST(return_to, keeps_a_path_of_this_server) {
    for (auto const* const path : {"/", "/c/1", "/settings?tab=keys#top", "/a//b", "/a:b@c"})
        EXPECT_EQ(safe_return_to(path), path);
}

TEST(return_to, A_21_leads_nowhere_else) {
    for (auto const* const text :
         {"", "//evil", "///evil", "/\\evil", "\\\\evil", "https:evil", "javascript:alert(1)", "https://us.evil.com",
          "https://us@evil", "/a\r\nSet-Cookie: b=c", "/\t/evil", "/\n/evil", " /", "evil", "/caf\xc3\xa9", "/a b"})
        EXPECT_EQ(safe_return_to(text), "/") << text;
    EXPECT_EQ(safe_return_to("/" + std::string(4096, 'a')), "/");
}

}  // namespace
