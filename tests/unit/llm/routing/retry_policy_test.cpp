#include "llm/routing/retry_policy.hpp"

#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;

core::error transient() {
    core::error out{core::errc::upstream_failed};
    out.retryable = true;
    return out;
}

constexpr auto plenty = 600'000ms;

TEST(retry_policy, waits_longer_after_each_failure_up_to_its_cap) {
    llm::retry_policy policy({.retries = 5, .base = 1s, .factor = 4, .cap = 20s});

    EXPECT_EQ(policy.after(transient(), 0.5, plenty), 500ms);
    EXPECT_EQ(policy.after(transient(), 0.5, plenty), 2s);
    EXPECT_EQ(policy.after(transient(), 0.5, plenty), 8s);
    EXPECT_EQ(policy.after(transient(), 0.5, plenty), 10s);
}

TEST(retry_policy, spreads_its_waits_from_zero_to_the_most) {
    EXPECT_EQ(llm::retry_policy({}).after(transient(), 0, plenty), 0ms);
    EXPECT_EQ(llm::retry_policy({}).after(transient(), 0.9999, plenty), 999ms);
}

TEST(retry_policy, gives_up_after_so_many_retries) {
    llm::retry_policy policy({.retries = 2});

    EXPECT_TRUE(policy.after(transient(), 0, plenty));
    EXPECT_TRUE(policy.after(transient(), 0, plenty));
    EXPECT_FALSE(policy.after(transient(), 0, plenty));
    EXPECT_FALSE(llm::retry_policy({.retries = 0}).after(transient(), 0, plenty));
}

TEST(retry_policy, does_not_repeat_what_will_fail_again) {
    for (auto code : {core::errc::unauthorized, core::errc::context_too_long, core::errc::content_filtered})
        EXPECT_FALSE(llm::retry_policy({}).after(core::error{code}, 0, plenty));
}

TEST(retry_policy, does_not_ask_again_a_model_that_did_not_answer_in_time) {
    auto late = transient();
    late.code = core::errc::timeout;

    EXPECT_FALSE(llm::retry_policy({}).after(late, 0, plenty));
}

TEST(retry_policy, waits_as_long_as_the_server_says) {
    auto busy = transient();
    busy.code = core::errc::rate_limited;
    busy.retry_after_s = 7;

    EXPECT_EQ(llm::retry_policy({}).after(busy, 0.5, plenty), 7s);
    busy.retry_after_s = 0;
    EXPECT_EQ(llm::retry_policy({}).after(busy, 0.5, plenty), 500ms);
}

TEST(retry_policy, gives_up_on_a_server_that_wants_to_be_left_alone_for_too_long) {
    auto busy = transient();
    busy.retry_after_s = 3600;

    EXPECT_FALSE(llm::retry_policy({}).after(busy, 0.5, 86'400'000ms));
}

TEST(retry_policy, does_not_wait_past_the_end_of_its_time) {
    EXPECT_FALSE(llm::retry_policy({}).after(transient(), 0.5, 500ms));
    EXPECT_TRUE(llm::retry_policy({}).after(transient(), 0.5, 501ms));
}

}  // namespace
