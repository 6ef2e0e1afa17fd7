#include "identity/api_key_text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace {

TEST(api_key_text, is_found_by_its_public_part) {
    auto const key = identity::new_api_key();

    EXPECT_TRUE(key.whole.starts_with(key.prefix + "_"));
    EXPECT_EQ(identity::api_key_prefix(key.whole), key.prefix);
    EXPECT_EQ(key.prefix.size(), 13u);
}

TEST(api_key_text, has_one_shape) {
    auto const key = identity::new_api_key().whole;
    auto upper = key;
    upper[6] = 'A';
    auto const without_line = key.substr(0, 13) + "-" + key.substr(14);
    for (auto const& text : {std::string(), std::string("parl_"), key + "a", key.substr(1), key.substr(0, 56), upper,
                             without_line, key.substr(0, 56) + "'", " " + key.substr(1)})
        EXPECT_FALSE(identity::api_key_prefix(text)) << text;
}

// What two of them share is the scheme and the line between the parts: no time, no counter.
TEST(api_key_text, A_28_a_hundred_thousand_have_nothing_in_common) {
    std::vector<std::string> secrets;
    std::vector<std::array<bool, 256>> seen(57);
    for (int i = 0; i < 100'000; ++i) {
        auto const key = identity::new_api_key().whole;
        ASSERT_EQ(key.size(), seen.size());
        for (std::size_t at = 0; at < key.size(); ++at) seen[at][static_cast<unsigned char>(key[at])] = true;
        secrets.push_back(key.substr(14));
    }
    std::ranges::sort(secrets);
    auto const different = [&](std::size_t at) { return std::ranges::count(seen[at], true); };

    EXPECT_EQ(std::ranges::adjacent_find(secrets), secrets.end());
    for (std::size_t at = 5; at < 13; ++at) EXPECT_EQ(different(at), 32) << at;
    for (std::size_t at = 14; at < 56; ++at) EXPECT_EQ(different(at), 64) << at;
    EXPECT_EQ(different(56), 16);   // the last one carries four bits
}

}  // namespace
