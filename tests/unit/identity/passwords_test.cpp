#include "identity/passwords.hpp"

#include "core/block_on.hpp"
#include "net/loops.hpp"
#include "support/on_loop.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <crypt.h>
#include <gtest/gtest.h>

#include <future>

namespace {

using identity::hash_password;
using identity::verify_password;

std::string bcrypt_of(char const* password, char const* salt) {
    crypt_data scratch{};
    return crypt_r(password, salt, &scratch);
}

TEST(passwords, verify_what_they_hashed_and_nothing_else) {
    auto const stored = hash_password("correct horse");

    EXPECT_TRUE(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << stored;
    EXPECT_TRUE(verify_password("correct horse", stored).right);
    EXPECT_FALSE(verify_password("correct horse", stored).outdated);
    EXPECT_FALSE(verify_password("correct hors", stored).right);
    EXPECT_FALSE(verify_password("", stored).right);
    EXPECT_FALSE(verify_password(stored, stored).right) << "the stored hash is no password";
    EXPECT_NE(stored, hash_password("correct horse"));
}

TEST(passwords, look_at_every_byte) {
    auto const stored = hash_password(std::string(72, 'a') + "b");

    EXPECT_FALSE(verify_password(std::string(72, 'a') + "c", stored).right);
    EXPECT_FALSE(verify_password(std::string("secret12\0tail", 13), hash_password("secret12")).right);
}

TEST(passwords, take_imported_bcrypt_hashes_and_call_them_outdated) {
    for (auto const* salt :
         {"$2a$04$abcdefghijklmnopqrstuu", "$2b$04$abcdefghijklmnopqrstuu", "$2y$04$abcdefghijklmnopqrstuu"}) {
        auto const stored = bcrypt_of("correct horse", salt);
        ASSERT_EQ(stored.size(), 60u) << salt;
        EXPECT_TRUE(verify_password("correct horse", stored).right);
        EXPECT_TRUE(verify_password("correct horse", stored).outdated);
        EXPECT_FALSE(verify_password("Correct horse", stored).right);
        EXPECT_FALSE(verify_password(std::string("correct horse\0x", 15), stored).right);
        EXPECT_FALSE(verify_password(stored, stored).right);
    }
    EXPECT_FALSE(verify_password("x", "$2b$31$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuuabcdefghi").right);
    EXPECT_FALSE(verify_password("x", "$2b$").right);
}

TEST(passwords, are_never_right_without_a_stored_one) {
    EXPECT_FALSE(verify_password("", "").right);
    EXPECT_FALSE(verify_password("x", "").right);
    EXPECT_FALSE(verify_password("x", "plain").right);
}

TEST(passwords, do_the_same_work_for_an_unknown_account) {
    // By processor time, which neighbours on the machine don't lengthen. Either is dominated by the same hash.
    auto const cost = [](std::string const& stored) {
        auto const begin = std::clock();
        for (int i = 0; i < 5; ++i) verify_password("some password", stored);
        return double(std::clock() - begin);
    };
    auto const known = cost(hash_password("correct horse"));
    auto const unknown = cost("");

    EXPECT_GT(unknown, known / 2);
    EXPECT_LT(unknown, known * 2);
}

TEST(passwords, are_refused_beyond_a_short_queue) {
    net::loops loops(1);
    loops.start();
    identity::passwords hashing(1);
    std::vector<std::future<core::result<std::string>>> all;
    for (int i = 0; i < 100; ++i)
        all.push_back(boost::asio::co_spawn(loops.context(0), hashing.hash("correct horse"), boost::asio::use_future));

    int hashed = 0;
    for (auto& each : all) {
        auto const one = each.get();
        if (one) ++hashed;
        else EXPECT_EQ(one.error().code, core::errc::unavailable);
        if (!one) EXPECT_EQ(one.error().retry_after_s, 1);
    }

    EXPECT_GE(hashed, 32);
    EXPECT_LT(hashed, 100);
}

TEST(check_new_password, takes_8_to_1024_bytes) {
    auto const takes = [](std::string const& text) {
        return identity::check_new_password(text, "/password").has_value();
    };
    EXPECT_FALSE(takes("1234567"));
    EXPECT_TRUE(takes("12345678"));
    EXPECT_TRUE(takes(std::string(1024, 'x')));
    EXPECT_FALSE(takes(std::string(1025, 'x')));
    EXPECT_FALSE(takes(std::string("1234567\0", 8)));
}

}  // namespace
