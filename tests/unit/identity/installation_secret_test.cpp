#include "identity/installation_secret.hpp"

#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <stdexcept>

namespace identity {
namespace {

struct installation_secret_test : testing::Test {
    support::temporary_folder folder;
    core::settings settings = [this] {
        core::settings s;
        s.server.data_dir = folder.path();
        return s;
    }();
};

TEST_F(installation_secret_test, is_the_configured_one_and_writes_nothing) {
    settings.app.secret_key = "q7Xp2LmZ9wRt4KvB8nYd1HsG6cJf3QaE";

    EXPECT_EQ(installation_secret(settings), settings.app.secret_key);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST_F(installation_secret_test, is_made_once_for_the_owner_alone) {
    auto const first = installation_secret(settings);

    EXPECT_GE(first.size(), 64u);
    EXPECT_EQ(installation_secret(settings), first);
    auto const file = std::filesystem::path(folder.path()) / "secret.key";
    EXPECT_EQ(std::filesystem::status(file).permissions(), std::filesystem::perms(0600));
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1) << "no draft is left";
}

TEST_F(installation_secret_test, refuses_a_file_that_was_cut) {
    std::ofstream(std::filesystem::path(folder.path()) / "secret.key") << "short\n";

    EXPECT_THROW(installation_secret(settings), std::runtime_error);
}

TEST(derive_key, gives_each_purpose_its_own_32_bytes) {
    auto const a = derive_key("secret", "a");

    EXPECT_EQ(a.size(), 32u);
    EXPECT_EQ(a, derive_key("secret", "a"));
    EXPECT_NE(a, derive_key("secret", "b"));
    EXPECT_NE(a, derive_key("other", "a"));
}

}  // namespace
}  // namespace identity
