#include "identity/account_changes.hpp"

#include "core/digest.hpp"
#include "identity/sessions.hpp"
#include "store/migrations.hpp"
#include "store/repositories/access_changes.hpp"
#include "store/repositories/password_resets.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;
using identity::client_facts;
using store::user_status;

class account_changes : public testing::Test {
protected:
    account_changes() { store::migrate(db, store::embedded_migrations(store::dialect::sqlite), now); }

    store::user_row make(std::string email, core::role role = core::role::user) {
        return identity::create_account(db, {.name = "N", .email = std::move(email), .role = role}, by, now).value();
    }
    store::session_row session_of(std::string const& user) {
        return identity::open_session(db, user, store::session_kind::page, {}, now, 1h).row;
    }
    std::int64_t changes() { return store::access_changes::last_position(db); }
    core::result<store::user_row> change(std::string const& id, store::user_patch const& patch) {
        return identity::change_account(db, id, "", patch, by, now);
    }

    identity::actor const by{.kind = "operator"};
    core::timestamp const now = core::from_ms(1'790'000'000'000);
    support::temporary_folder folder;
    store::connection db{folder.path() / "test.db", {.sync = store::synchronous::off}};
};

TEST_F(account_changes, give_the_first_account_the_local_users_row_and_all_rights) {
    auto const first = make("ann@x.org");
    auto const second = make("bob@x.org");

    EXPECT_EQ(first.id, store::local_user_id);
    EXPECT_EQ(first.role, core::role::admin);
    EXPECT_EQ(first.tier, "enterprise");
    EXPECT_NE(second.id, store::local_user_id);
    EXPECT_EQ(second.role, core::role::user);
    EXPECT_EQ(second.tier, "free");
    EXPECT_EQ(*store::users::find(db, first.id), first);
    EXPECT_EQ(*store::users::find_by_email(db, "bob@x.org"), second);
}

TEST_F(account_changes, make_only_the_first_account_where_registration_is_closed) {
    identity::new_account const ann{.name = "A", .email = "ann@x.org", .must_be_first = true};
    identity::new_account const bob{.name = "B", .email = "bob@x.org", .must_be_first = true};

    EXPECT_TRUE(identity::create_account(db, ann, by, now));
    EXPECT_EQ(identity::create_account(db, bob, by, now).error().code, core::errc::forbidden);
    EXPECT_FALSE(store::users::find_by_email(db, "bob@x.org"));
}

TEST_F(account_changes, refuse_an_address_that_is_taken) {
    make("ann@x.org");

    EXPECT_EQ(identity::create_account(db, {.name = "A", .email = "ann@x.org"}, by, now).error().code,
              core::errc::conflict);
}

TEST_F(account_changes, end_the_sessions_of_whoever_is_suspended_and_tell_others) {
    make("ann@x.org");
    auto const bob = make("bob@x.org");
    auto const session = session_of(bob.id);
    auto const before = changes();

    EXPECT_EQ(change(bob.id, {.status = user_status::suspended})->status, user_status::suspended);

    EXPECT_FALSE(store::sessions::find_by_secret(db, session.secret_hash, now));
    EXPECT_EQ(changes(), before + 1);
}

TEST_F(account_changes, find_no_session_of_whoever_is_not_active_even_if_one_were_left) {
    make("ann@x.org");
    auto const bob = make("bob@x.org");
    change(bob.id, {.status = user_status::suspended}).value();
    auto const left = session_of(bob.id);

    EXPECT_FALSE(store::sessions::find_by_secret(db, left.secret_hash, now));
    EXPECT_FALSE(store::sessions::find(db, left.id, now));
}

TEST_F(account_changes, never_leave_an_organisation_without_an_administrator) {
    auto const ann = make("ann@x.org");
    auto const conflict = core::errc::conflict;
    EXPECT_EQ(change(ann.id, {.role = core::role::user}).error().code, conflict);
    EXPECT_EQ(change(ann.id, {.status = user_status::suspended}).error().code, conflict);
    EXPECT_EQ(identity::delete_account(db, ann.id, "", by, now).error().code, conflict);

    auto const eve = make("eve@x.org", core::role::admin);
    EXPECT_TRUE(change(ann.id, {.role = core::role::user}));
    EXPECT_EQ(change(eve.id, {.role = core::role::auditor}).error().code, conflict);
}

TEST_F(account_changes, reach_nobody_through_another_organisation) {
    make("ann@x.org");
    auto const bob = make("bob@x.org");

    EXPECT_EQ(identity::change_account(db, bob.id, "elsewhere", {.tier = "starter"}, by, now).error().code,
              core::errc::not_found);
    EXPECT_EQ(identity::delete_account(db, bob.id, "elsewhere", by, now).error().code, core::errc::not_found);
    EXPECT_EQ(identity::make_reset(db, bob.id, "elsewhere", by, now).error().code, core::errc::not_found);
}

TEST_F(account_changes, take_away_what_is_about_a_person_and_free_the_address) {
    make("ann@x.org");
    auto const bob = make("bob@x.org");
    session_of(bob.id);

    ASSERT_TRUE(identity::delete_account(db, bob.id, "", by, now));

    auto const left = *store::users::find(db, bob.id);
    EXPECT_EQ(left.status, user_status::deleted);
    EXPECT_EQ(left.name + left.email + left.password_hash, "");
    EXPECT_TRUE(store::sessions::list(db, bob.id, now).empty());
    EXPECT_NE(make("bob@x.org").id, bob.id);
    EXPECT_EQ(identity::delete_account(db, bob.id, "", by, now).error().code, core::errc::not_found);
}

TEST_F(account_changes, end_every_login_but_one_and_every_reset_with_a_new_password) {
    auto const ann = make("ann@x.org");
    auto const kept = session_of(ann.id);
    session_of(ann.id);
    auto const reset = identity::make_reset(db, ann.id, "", by, now).value();

    identity::set_password(db, ann, "hash", kept.id, by, now);

    auto const left = store::sessions::list(db, ann.id, now);
    ASSERT_EQ(left.size(), 1u);
    EXPECT_EQ(left.front().id, kept.id);
    EXPECT_FALSE(store::password_resets::take(db, core::sha256_hex(reset.token), now));
}

TEST_F(account_changes, make_resets_that_work_once_for_an_hour_and_only_the_newest) {
    auto const ann = make("ann@x.org");
    auto const take = [&](identity::reset_token const& reset, core::timestamp when) {
        return store::password_resets::take(db, core::sha256_hex(reset.token), when);
    };
    auto const older = identity::make_reset(db, ann.id, "", by, now).value();
    auto const reset = identity::make_reset(db, ann.id, "", by, now).value();

    EXPECT_FALSE(take(older, now));
    EXPECT_FALSE(take(reset, now + 1h));
    EXPECT_EQ(take(reset, now + 59min), ann.id);
    EXPECT_FALSE(take(reset, now + 59min));
}

}  // namespace
