#include "identity/credential_cache.hpp"

#include "net/loops.hpp"
#include "store/repositories/access_changes.hpp"
#include "support/on_loop.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;

struct credential_cache : testing::Test {
    net::loops loops{1};
    support::temporary_folder folder;
    core::system_clock clock;
    store::database db{{.file = folder.path() / "parlance.db", .sync = store::synchronous::off}, clock};
    identity::access_watch watch{db};
    identity::credential_cache cache{watch, 4};
    core::timestamp now = clock.now();

    credential_cache() { loops.start(); }
    ~credential_cache() override {
        loops.stop();
        loops.join();
    }

    core::sha256_digest key(std::string const& text) { return core::sha256(text); }
    void keep(std::string const& text, std::string const& user, core::timestamp until) {
        cache.keep(key(text), {.user_id = user, .organisation_id = "o"}, until, cache.changes(), now);
    }
    std::string who(std::string const& text, std::chrono::milliseconds later = 0ms) {
        auto const found = cache.find(key(text), now + later);
        return found ? found->user_id : "";
    }
    void change(std::string const& user) {
        auto work = [&](store::connection& c) -> core::result<void> {
            store::access_changes::add(c, user, now);
            return {};
        };
        ASSERT_TRUE(db.write_now(work));
        ASSERT_TRUE(support::on_loop(loops, watch.look()));
    }
};

TEST_F(credential_cache, remembers_until_the_credentials_end_and_a_minute_at_most) {
    keep("a", "ann", now + 1s);
    keep("b", "bob", now + 24h);

    EXPECT_EQ(who("a", 999ms), "ann");
    EXPECT_EQ(who("a", 1s), "");
    EXPECT_EQ(who("b", 59s), "bob");
    EXPECT_EQ(who("b", 60s), "");
}

TEST_F(credential_cache, A_09_tells_apart_what_differs_in_its_last_character_only) {
    std::string const one = std::string(900, 'x') + "a";
    std::string const other = std::string(900, 'x') + "b";
    keep(one, "ann", now + 1h);

    EXPECT_EQ(who(one), "ann");
    EXPECT_EQ(who(other), "");
    for (std::size_t size = 20; size < one.size(); ++size) ASSERT_EQ(who(one.substr(0, size)), "") << size;
}

TEST_F(credential_cache, forgets_a_user_whose_access_changed_and_nobody_else) {
    keep("a", "ann", now + 1h);
    keep("b", "bob", now + 1h);

    change("ann");

    EXPECT_EQ(who("a"), "");
    EXPECT_EQ(who("b"), "bob");
}

TEST_F(credential_cache, keeps_nothing_that_was_read_before_a_change) {
    auto const before = cache.changes();

    change("ann");
    cache.keep(key("a"), {.user_id = "ann", .organisation_id = "o"}, now + 1h, before, now);

    EXPECT_EQ(who("a"), "");
}

TEST_F(credential_cache, holds_no_more_than_two_generations) {
    for (int i = 0; i < 100; ++i) keep(std::to_string(i), "u" + std::to_string(i), now + 1h);

    int held = 0;
    for (int i = 0; i < 92; ++i) held += who(std::to_string(i)).empty() ? 0 : 1;
    EXPECT_EQ(held, 0);
    EXPECT_EQ(who("99"), "u99");
}

}  // namespace
