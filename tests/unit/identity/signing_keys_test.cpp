#include "identity/signing_keys.hpp"

#include "core/json_parse.hpp"
#include "net/loops.hpp"
#include "support/manual_clock.hpp"
#include "support/on_loop.hpp"
#include "support/temporary_folder.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;
using identity::jwt::algorithm;

std::string const secret(48, 's');

struct signing_keys : testing::Test {
    net::loops loops{1};
    support::temporary_folder folder;
    support::manual_clock clock;
    core::settings settings;
    store::database db{{.file = folder.path() / "parlance.db", .sync = store::synchronous::off}, clock};

    signing_keys() { loops.start(); }
    ~signing_keys() override {
        loops.stop();
        loops.join();
    }

    std::shared_ptr<identity::signing_keys::state const> loaded(std::string const& with = secret) {
        identity::signing_keys keys(settings, db, clock);
        keys.load(with).value();
        return keys.now();
    }
    static std::size_t published(identity::signing_keys::state const& state) {
        return core::parse_json(state.jwks)->as_object().at("keys").as_array().size();
    }
};

TEST_F(signing_keys, are_made_once_and_found_again) {
    auto const one = loaded();
    auto const again = loaded();

    EXPECT_EQ(one->how, algorithm::es256);
    EXPECT_EQ(one->keys.at(0).id(), again->keys.at(0).id());
    EXPECT_EQ(published(*one), 1u);
}

TEST_F(signing_keys, publish_nothing_private) {
    auto const jwk = core::parse_json(loaded()->jwks)->as_object().at("keys").as_array().at(0).as_object();

    for (auto const* member : {"d", "p", "q", "k"}) EXPECT_FALSE(jwk.contains(member)) << member;
    EXPECT_EQ(jwk.at("alg").as_string(), "ES256");
}

TEST_F(signing_keys, are_new_each_month_while_the_old_one_verifies_until_its_tokens_are_over) {
    identity::signing_keys keys(settings, db, clock);
    keys.load(secret).value();
    auto const before = keys.now()->keys.at(0).id();
    auto const rotate = [&] { support::on_loop(loops, keys.rotate()).value(); };

    clock.advance(std::chrono::days(29));
    rotate();
    EXPECT_EQ(keys.now()->keys.at(0).id(), before);

    clock.advance(std::chrono::days(1));
    rotate();
    EXPECT_NE(keys.now()->keys.at(0).id(), before);
    ASSERT_EQ(keys.now()->keys.size(), 2u);
    EXPECT_EQ(keys.now()->keys.at(1).id(), before);

    clock.advance(settings.access.jwt_expiry + 3min);
    rotate();
    EXPECT_EQ(keys.now()->keys.size(), 1u);
}

TEST_F(signing_keys, do_not_open_with_another_secret) {
    auto const one = loaded();

    auto const other = loaded(std::string(48, 'x'));

    ASSERT_EQ(other->keys.size(), 1u);
    EXPECT_NE(other->keys.at(0).id(), one->keys.at(0).id());
}

TEST_F(signing_keys, follow_the_configured_algorithm) {
    loaded();
    settings.access.jwt_algorithm = "RS256";

    auto const state = loaded();

    EXPECT_EQ(state->how, algorithm::rs256);
    EXPECT_TRUE(state->keys.at(0).fits(algorithm::rs256));
    EXPECT_EQ(state->keys.size(), 2u);   // the other one's tokens are still good
}

TEST_F(signing_keys, of_hs256_are_the_secret_itself_and_are_not_published) {
    settings.access.jwt_algorithm = "HS256";

    auto const state = loaded();

    EXPECT_TRUE(state->keys.at(0).verify(algorithm::hs256, "text",
                                         identity::jwt::key::of_secret("", secret).sign(algorithm::hs256, "text")));
    EXPECT_EQ(published(*state), 0u);
}

}  // namespace
