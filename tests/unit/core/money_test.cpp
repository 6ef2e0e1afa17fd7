#include "core/money.hpp"

#include "core/json_write.hpp"

#include <gtest/gtest.h>

namespace {

TEST(money, is_shown_as_it_was_counted) {
    for (auto const& [nano, shown] :
         {std::pair{0LL, "0"}, std::pair{142'500LL, "0.0001425"}, std::pair{300'000'000LL, "0.3"},
          std::pair{1LL, "1e-09"}, std::pair{12'345'678'901LL, "12.345678901"}}) {
        std::string text;
        core::append_json_number(text, core::dollars(nano));
        EXPECT_EQ(text, shown);
    }
}

}  // namespace
