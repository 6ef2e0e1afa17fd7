#include "identity/tokens.hpp"

#include "core/digest.hpp"
#include "core/id.hpp"
#include "identity/account_changes.hpp"
#include "identity/jwt/access_token.hpp"
#include "identity/sessions.hpp"
#include "identity/token_names.hpp"
#include "net/loops.hpp"
#include "store/repositories/refresh_tokens.hpp"
#include "support/manual_clock.hpp"
#include "support/on_loop.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <iostream>
#include <random>
#include <set>

namespace {

using namespace std::chrono_literals;
namespace jwt = identity::jwt;

struct tokens : testing::Test {
    net::loops loops{1};
    support::temporary_folder folder;
    support::manual_clock clock;
    core::settings settings;
    store::database db{{.file = folder.path() / "parlance.db", .sync = store::synchronous::off}, clock};
    identity::access_watch watch{db};
    identity::signing_keys keys{settings, db, clock};
    identity::current_limits limits{db};
    identity::tokens issuer{settings, db, clock, keys, watch, limits};

    tokens() {
        loops.start();
        keys.load(std::string(48, 's')).value();
    }
    ~tokens() override {
        loops.stop();
        loops.join();
    }

    // A login of a program, and its first refresh token.
    std::string begin(std::string const& email) {
        auto work = [&](store::connection& c) -> core::result<store::session_and_user> {
            auto user =
                identity::create_account(c, {.name = "N", .email = email}, {.kind = "operator"}, clock.now()).value();
            auto session = identity::open_session(c, user.id, store::session_kind::tokens, {}, clock.now(),
                                                  settings.access.jwt_refresh_expiry);
            return store::session_and_user{session.row, user};
        };
        auto const made = db.write_now(work).value();
        session_id = made.session.id;
        first = support::on_loop(loops, issuer.issue(made.user, session_id)).value();
        return first.refresh_token;
    }
    std::string refresh(std::string const& token) {
        auto const pair = support::on_loop(loops, issuer.refresh(token, {}));
        return pair ? pair->refresh_token : "";
    }
    bool session_lives() {
        auto work = [&](store::connection& c) -> core::result<bool> {
            return store::sessions::find(c, session_id, clock.now()).has_value();
        };
        return db.read_now(work).value();
    }

    std::string session_id;
    identity::token_pair first;
};

TEST_F(tokens, say_whose_they_are_and_for_how_long) {
    begin("ann@example.org");
    auto const token = jwt::read_jws(first.access_token);
    auto const ours = keys.now();
    auto const at = [&](std::chrono::milliseconds later) {
        return jwt::check_access_token(*token, ours->keys, ours->allowed, identity::own_tokens(), clock.now() + later);
    };

    ASSERT_TRUE(at(0ms));
    EXPECT_EQ(at(0ms)->session_id, session_id);
    EXPECT_EQ(first.expires_in, 1h);
    EXPECT_FALSE(at(1h + 1min));
    for (auto const* claim : {"sub", "email", "org_id", "tier", "roles", "features", "token_budget", "iss", "aud",
                              "iat", "exp", "type", "sid", "jti"})
        EXPECT_TRUE(token->payload.contains(claim)) << claim;
}

TEST_F(tokens, are_renewed_with_a_token_that_is_worth_one_use) {
    auto const old = begin("ann@example.org");

    auto const next = refresh(old);

    EXPECT_FALSE(next.empty());
    EXPECT_NE(next, old);
    EXPECT_FALSE(refresh(next).empty());
    EXPECT_TRUE(session_lives());
}

TEST_F(tokens, end_with_their_session_when_one_is_used_again_after_its_successor) {
    auto const old = begin("ann@example.org");
    auto const next = refresh(old);
    refresh(next);

    EXPECT_EQ(refresh(old), "");

    EXPECT_FALSE(session_lives());
}

TEST_F(tokens, excuse_a_repetition_at_once_but_give_nothing_for_it) {
    auto const old = begin("ann@example.org");
    auto const next = refresh(old);

    clock.advance(9s);
    EXPECT_EQ(refresh(old), "");

    EXPECT_TRUE(session_lives());
    EXPECT_FALSE(refresh(next).empty());
}

TEST_F(tokens, excuse_no_repetition_later) {
    auto const old = begin("ann@example.org");
    refresh(old);

    clock.advance(11s);
    EXPECT_EQ(refresh(old), "");

    EXPECT_FALSE(session_lives());
}

TEST_F(tokens, are_nothing_where_they_are_unknown_or_too_old) {
    auto const token = begin("ann@example.org");

    EXPECT_EQ(refresh("unknown"), "");
    EXPECT_EQ(refresh(""), "");
    EXPECT_EQ(refresh(first.access_token), "");
    clock.advance(settings.access.jwt_refresh_expiry);
    EXPECT_EQ(refresh(token), "");
}

// Against an exact model: of every token, when it was used; whether the session lives.
TEST_F(tokens, behave_as_their_model_whatever_the_order) {
    auto const seed = std::random_device{}();
    std::cout << "seed " << seed << '\n';
    std::mt19937 random(seed);
    struct known {
        std::string text;
        std::optional<core::timestamp> used;
    };
    for (int round = 0; round < 60; ++round) {
        std::vector<known> chain{{begin("user" + std::to_string(round) + "@example.org"), {}}};
        bool lives = true;
        for (int step = 0; step < 12; ++step) {
            auto const at = random() % 3 == 0 ? random() % chain.size() : chain.size() - 1;
            clock.advance(std::chrono::milliseconds(1 + random() % 6'000));
            bool const fresh = lives && !chain[at].used;
            bool const followed = at + 1 < chain.size() && chain[at + 1].used;
            bool const excused = chain[at].used && clock.now() - *chain[at].used <= 10s && !followed;

            auto const next = refresh(chain[at].text);

            ASSERT_EQ(!next.empty(), fresh) << "round " << round << ", step " << step;
            if (lives && !fresh && !excused) lives = false;
            ASSERT_EQ(session_lives(), lives) << "round " << round << ", step " << step;
            if (!fresh) continue;
            chain[at].used = clock.now();
            chain.push_back({next, {}});
        }
    }
}

TEST_F(tokens, A_28_refresh_tokens_are_random_from_their_first_character) {
    std::set<char> firsts;
    std::string token = begin("ann@example.org");
    for (int i = 0; i < 300; ++i) {
        ASSERT_EQ(token.size(), 43u);
        firsts.insert(token.front());
        token = refresh(token);
    }

    EXPECT_GT(firsts.size(), 32u);
}

TEST_F(tokens, are_kept_as_digests_only) {
    auto const token = begin("ann@example.org");
    auto work = [&](store::connection& c) -> core::result<bool> {
        return store::refresh_tokens::find(c, core::sha256_hex(token)).has_value() &&
               !store::refresh_tokens::find(c, token);
    };

    EXPECT_TRUE(db.read_now(work).value());
}

}  // namespace
