#include "identity/api_key_text.hpp"

#include <gtest/gtest.h>

#include <set>

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
    std::set<std::string> secrets;
    std::vector<std::set<char>> at(57);
    for (int i = 0; i < 100'000; ++i) {
        auto const key = identity::new_api_key().whole;
        ASSERT_EQ(key.size(), at.size());
        ASSERT_TRUE(secrets.insert(key.substr(14)).second);
        for (std::size_t c = 0; c < key.size(); ++c) at[c].insert(key[c]);
    }

    for (std::size_t c = 5; c < 13; ++c) EXPECT_EQ(at[c].size(), 32u) << c;
    for (std::size_t c = 14; c < 56; ++c) EXPECT_EQ(at[c].size(), 64u) << c;
    EXPECT_EQ(at[56].size(), 16u);   // the last one carries four bits
}

}  // namespace
