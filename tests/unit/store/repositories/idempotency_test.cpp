#include "store/repositories/idempotency.hpp"

#include "repository_test.hpp"

namespace store {
namespace {

using namespace std::chrono_literals;

class idempotency_test : public repository_test {
protected:
    idempotency_key const key{"user", "POST /chat", "k"};
};

TEST_F(idempotency_test, the_first_request_claims_a_key_and_a_repetition_gets_its_reply) {
    EXPECT_EQ(idempotency::claim(db, key, "hash", now).outcome, claim_outcome::claimed);
    EXPECT_EQ(idempotency::claim(db, key, "hash", now).reply.status, 0) << "still being worked on";

    idempotent_reply const reply{.turn_id = "turn", .status = 201, .reply = "{}"};
    idempotency::complete(db, key, reply);

    auto const again = idempotency::claim(db, key, "hash", now + 23h);
    EXPECT_EQ(again.outcome, claim_outcome::replay);
    EXPECT_EQ(again.reply, reply);
}

TEST_F(idempotency_test, the_same_key_with_another_body_is_a_mismatch) {
    idempotency::claim(db, key, "hash", now);

    EXPECT_EQ(idempotency::claim(db, key, "other", now).outcome, claim_outcome::mismatch);
}

TEST_F(idempotency_test, keys_belong_to_a_user_and_a_route) {
    idempotency::claim(db, key, "hash", now);

    EXPECT_EQ(idempotency::claim(db, {"other", key.route, key.key}, "x", now).outcome, claim_outcome::claimed);
    EXPECT_EQ(idempotency::claim(db, {key.user_id, "POST /x", key.key}, "x", now).outcome, claim_outcome::claimed);
}

TEST_F(idempotency_test, a_key_is_free_again_after_its_lifetime) {
    idempotency::claim(db, key, "hash", now);
    idempotency::complete(db, key, {.turn_id = "turn", .status = 200, .reply = "old"});

    EXPECT_EQ(idempotency::claim(db, key, "other", now + 24h + 1ms).outcome, claim_outcome::claimed);
    EXPECT_EQ(idempotency::claim(db, key, "other", now + 24h + 2ms).reply, idempotent_reply{});
}

TEST_F(idempotency_test, a_released_key_can_be_claimed_anew) {
    idempotency::claim(db, key, "hash", now);
    idempotency::release(db, key);

    EXPECT_EQ(idempotency::claim(db, key, "other", now).outcome, claim_outcome::claimed);
}

TEST_F(idempotency_test, purging_removes_only_what_has_expired) {
    idempotency::claim(db, key, "hash", now);
    idempotency::claim(db, {"user", "POST /chat", "new"}, "hash", now + 2h);

    EXPECT_EQ(idempotency::purge(db, now + 25h), 1);
    EXPECT_EQ(idempotency::claim(db, {"user", "POST /chat", "new"}, "hash", now + 25h).outcome, claim_outcome::replay);
}

}  // namespace
}  // namespace store
