#include "core/base64url.hpp"
#include "core/secret_box.hpp"

#include <gtest/gtest.h>

namespace {

std::string const key(32, 'k');

TEST(secret_box, gives_back_what_was_put_in) {
    for (std::string const text : {"", "a", "a private key\nof several lines"})
        EXPECT_EQ(core::open_sealed(key, "signing_keys/1", core::seal(key, "signing_keys/1", text)), text);
}

TEST(secret_box, K_03_opens_only_in_its_own_place_and_with_its_own_key) {
    auto const box = core::seal(key, "signing_keys/1", "text");

    EXPECT_FALSE(core::open_sealed(key, "signing_keys/2", box));
    EXPECT_FALSE(core::open_sealed(std::string(32, 'x'), "signing_keys/1", box));
}

TEST(secret_box, notices_every_changed_or_missing_byte) {
    auto const whole = *core::from_base64url(core::seal(key, "place", "text"));
    for (std::size_t i = 0; i < whole.size(); ++i) {
        auto changed = whole;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        EXPECT_FALSE(core::open_sealed(key, "place", core::to_base64url(changed))) << i;
        EXPECT_FALSE(core::open_sealed(key, "place", core::to_base64url(whole.substr(0, i)))) << i;
    }
}

TEST(secret_box, never_seals_alike) { EXPECT_NE(core::seal(key, "place", "text"), core::seal(key, "place", "text")); }

}  // namespace
