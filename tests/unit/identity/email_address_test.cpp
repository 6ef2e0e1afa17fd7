#include "identity/email_address.hpp"

#include <gtest/gtest.h>

namespace {

TEST(normal_email, is_trimmed_and_in_lower_case) {
    EXPECT_EQ(identity::normal_email("  Ann.Lee+x@Example.ORG ").value(), "ann.lee+x@example.org");
    EXPECT_EQ(identity::normal_email("ann@localhost").value(), "ann@localhost");
}

TEST(normal_email, refuses_what_is_none_or_more_than_one) {
    for (std::string const& text :
         {std::string(""), std::string("ann"), std::string("@x"), std::string("ann@"), std::string("a@b@c"),
          std::string("ann@x, eve@y"), std::string("ann@x\nBcc: eve@y"), std::string("a b@c"), std::string("<ann@x>"),
          std::string("ann@x\0", 6), std::string("\"a\"@b"), std::string(250, 'a') + "@b.org"})
        EXPECT_FALSE(identity::normal_email(text)) << text;
}

}  // namespace
