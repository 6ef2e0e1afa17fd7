#include "identity/oidc/linked_account.hpp"

#include "store/local_user.hpp"
#include "store/migrations.hpp"
#include "store/repositories/access_changes.hpp"
#include "store/repositories/users.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

namespace {

namespace oidc = identity::oidc;
using core::role;

class linked_account : public testing::Test {
protected:
    linked_account() { store::migrate(db, store::embedded_migrations(store::dialect::sqlite), now); }

    core::result<store::user_row> sign_in(oidc::person const& who) {
        return oidc::linked_account(db, config, who, "free", {.kind = "system"}, now);
    }
    std::int64_t changes() { return store::access_changes::last_position(db); }

    core::timestamp now = core::from_ms(1'790'000'000'000);
    support::temporary_folder folder;
    store::connection db{folder.path() / "test.db", {.sync = store::synchronous::off}};
    oidc::provider_config config{.id = "sso", .issuer = "https://id.example", .client_id = "me"};
};

TEST_F(linked_account, is_made_at_first_sight_and_found_again) {
    auto const first = sign_in({.subject = "1", .name = "Ann", .email = "ann@example.org"});
    auto const second = sign_in({.subject = "2", .name = "Bob"});

    EXPECT_EQ(first->id, store::local_user_id) << "the first account of all";
    EXPECT_EQ(first->role, role::admin);
    EXPECT_EQ(second->role, role::user);
    EXPECT_EQ(second->tier, "free");
    EXPECT_EQ(sign_in({.subject = "1", .name = "Renamed", .email = "other@example.org"})->id, first->id);
    EXPECT_EQ(sign_in({.subject = "2"})->id, second->id);
}

TEST_F(linked_account, is_made_for_nobody_but_the_first_where_registration_is_closed) {
    config.registration = false;
    auto const first = sign_in({.subject = "1", .name = "Ann"});

    auto const second = sign_in({.subject = "2", .name = "Bob"});

    EXPECT_EQ(first->id, store::local_user_id);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, core::errc::not_found);
    EXPECT_EQ(sign_in({.subject = "1"})->id, first->id) << "who is here signs in";
    config.registration = true;
    EXPECT_TRUE(sign_in({.subject = "2"}));
}

TEST_F(linked_account, is_never_found_by_an_address) {
    auto const first = sign_in({.subject = "1", .email = "ann@example.org"});

    auto const other = sign_in({.subject = "2", .email = "ann@example.org"});
    config.issuer = "https://other.example";
    auto const elsewhere = sign_in({.subject = "1", .email = "ann@example.org"});

    EXPECT_NE(other->id, first->id);
    EXPECT_NE(elsewhere->id, first->id);
    EXPECT_EQ(other->email, "");
    EXPECT_EQ(elsewhere->email, "");
}

TEST_F(linked_account, has_the_role_that_the_provider_gives_now) {
    config.admin_groups = {"root"};
    auto const user = sign_in({.subject = "1", .role = role::user});
    EXPECT_EQ(user->role, role::user);
    EXPECT_NE(user->id, store::local_user_id) << "the first account is an administrator's";
    auto const boss = sign_in({.subject = "2", .role = role::admin});
    EXPECT_EQ(boss->id, store::local_user_id);
    auto const before = changes();

    EXPECT_EQ(sign_in({.subject = "1", .role = role::admin})->role, role::admin);
    EXPECT_EQ(sign_in({.subject = "1", .role = role::user})->role, role::user);

    EXPECT_EQ(changes() - before, 2);
    EXPECT_EQ(sign_in({.subject = "2", .role = role::user})->role, role::admin) << "the last one stays";
}

TEST_F(linked_account, keeps_a_role_that_was_given_here_where_the_provider_gives_none) {
    sign_in({.subject = "0"});
    auto const user = sign_in({.subject = "1"});
    store::users::update(db, user->id, {.role = role::auditor}, now);

    EXPECT_EQ(sign_in({.subject = "1"})->role, role::auditor);
}

TEST_F(linked_account, opens_nothing_when_it_is_suspended_or_deleted) {
    sign_in({.subject = "0"});
    auto const user = sign_in({.subject = "1"});
    store::users::update(db, user->id, {.status = store::user_status::suspended}, now);

    auto const out = sign_in({.subject = "1"});

    ASSERT_FALSE(out.has_value());
    EXPECT_EQ(out.error().code, core::errc::forbidden);
}

}  // namespace
