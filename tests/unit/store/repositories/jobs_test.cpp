#include "store/repositories/jobs.hpp"

#include "repository_test.hpp"

namespace store {
namespace {

using namespace std::chrono_literals;

class jobs_test : public repository_test {
protected:
    void add(std::string id, core::timestamp run_at, std::int64_t attempts_max = 5) {
        jobs::add(db, {.id = std::move(id),
                       .kind = "title",
                       .payload = "{}",
                       .run_at = run_at,
                       .attempts_max = attempts_max,
                       .created_at = now});
    }
    std::string claim(core::timestamp at) {
        auto const job = jobs::claim_due(db, at, 60s);
        return job ? job->id : "";
    }
};

TEST_F(jobs_test, what_is_due_longest_comes_first_and_what_is_not_due_waits) {
    add("later", now + 10s);
    add("second", now - 1s);
    add("first", now - 2s);

    EXPECT_EQ(claim(now), "first");
    EXPECT_EQ(claim(now), "second");
    EXPECT_EQ(claim(now), "");
    EXPECT_EQ(claim(now + 10s), "later");
}

TEST_F(jobs_test, a_claimed_job_comes_back_only_when_its_lease_has_run_out) {
    add("job", now);
    auto const first = jobs::claim_due(db, now, 60s);
    ASSERT_TRUE(first);
    EXPECT_EQ(first->attempts, 1);

    EXPECT_EQ(claim(now + 59s), "");
    auto const second = jobs::claim_due(db, now + 60s, 60s);
    ASSERT_TRUE(second);
    EXPECT_EQ(second->attempts, 2);

    EXPECT_FALSE(jobs::done(db, *first)) << "the second attempt decides";
    EXPECT_FALSE(jobs::fail(db, *first, "late", now));
    EXPECT_TRUE(jobs::done(db, *second));
    EXPECT_EQ(jobs::next_due(db), std::nullopt);
}

TEST_F(jobs_test, a_failed_job_is_put_off_until_its_attempts_are_used_up) {
    add("job", now, 2);

    auto job = jobs::claim_due(db, now, 60s);
    EXPECT_TRUE(jobs::fail(db, *job, "first reason", now + 5s));
    EXPECT_EQ(jobs::next_due(db), now + 5s);
    EXPECT_EQ(claim(now + 4s), "");

    job = jobs::claim_due(db, now + 5s, 60s);
    ASSERT_TRUE(job);
    EXPECT_EQ(job->last_error, "first reason");
    EXPECT_TRUE(jobs::fail(db, *job, "second reason", now + 9s));
    EXPECT_EQ(jobs::next_due(db), std::nullopt);
    EXPECT_EQ(claim(now + 1h), "");
}

TEST_F(jobs_test, a_job_that_keeps_killing_its_process_is_given_up) {
    add("job", now, 2);

    EXPECT_EQ(claim(now), "job");
    EXPECT_EQ(claim(now + 1min), "job");
    EXPECT_EQ(claim(now + 2min), "");
    EXPECT_EQ(jobs::next_due(db), std::nullopt);
}

TEST_F(jobs_test, a_released_job_is_due_at_once_and_has_lost_no_attempt) {
    add("job", now);
    auto const job = jobs::claim_due(db, now, 60s);
    ASSERT_TRUE(job);

    EXPECT_TRUE(jobs::release(db, *job, now));

    auto const again = jobs::claim_due(db, now, 60s);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->attempts, 1);
}

TEST_F(jobs_test, the_wait_doubles_up_to_an_hour_and_is_spread) {
    EXPECT_EQ(jobs::backoff(1, 0), 2s);
    EXPECT_EQ(jobs::backoff(2, 0), 4s);
    EXPECT_EQ(jobs::backoff(2, 0.5), 5s);
    EXPECT_EQ(jobs::backoff(11, 0), 2048s);
    EXPECT_EQ(jobs::backoff(12, 0), 1h);
    EXPECT_EQ(jobs::backoff(1'000'000, 0), 1h);
}

}  // namespace
}  // namespace store
