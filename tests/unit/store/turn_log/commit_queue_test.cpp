#include "store/turn_log/commit_queue.hpp"

#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;
using store::commit_queue;
using store::event_kind;
using time_point = commit_queue::time_point;

constexpr time_point start{100s};

store::journal_row row(std::uint64_t sequence) { return {nullptr, sequence, event_kind::token, "x"}; }

TEST(commit_queue, takes_the_first_row_at_once_and_later_ones_after_the_spacing) {
    commit_queue queue;
    EXPECT_FALSE(queue.ready_at().has_value());

    queue.push(row(1), false);
    ASSERT_LE(*queue.ready_at(), start);
    EXPECT_EQ(queue.take(start).size(), 1u);
    queue.succeeded();
    queue.push(row(2), false);

    EXPECT_EQ(*queue.ready_at(), start + 2ms);
}

TEST(commit_queue, has_one_commit_in_flight_and_gathers_the_rest_for_the_next) {
    commit_queue queue;
    queue.push(row(1), false);
    (void)queue.take(start);

    queue.push(row(2), true);
    queue.push(row(3), false);
    EXPECT_FALSE(queue.ready_at().has_value());
    queue.succeeded();

    EXPECT_EQ(*queue.ready_at(), start);
    auto const batch = queue.take(start + 1ms);
    ASSERT_EQ(batch.size(), 2u);
    EXPECT_EQ(batch[0].sequence, 2u);
}

TEST(commit_queue, tries_a_failed_batch_again_unchanged_before_anything_newer) {
    commit_queue queue;
    queue.push(row(1), false);
    auto batch = queue.take(start);
    queue.push(row(2), true);

    queue.failed(start, std::move(batch));

    EXPECT_EQ(*queue.ready_at(), start + 100ms);
    auto const again = queue.take(start + 100ms);
    ASSERT_EQ(again.size(), 1u);
    EXPECT_EQ(again[0].sequence, 1u);
    queue.succeeded();
    EXPECT_EQ(queue.take(start + 101ms)[0].sequence, 2u);
}

TEST(commit_queue, stalls_after_ten_seconds_of_failures_and_recovers_with_the_first_success) {
    commit_queue queue;
    queue.push(row(1), false);
    auto batch = queue.take(start);
    queue.failed(start, std::move(batch));

    batch = queue.take(start + 9s);
    queue.failed(start + 9s, std::move(batch));
    EXPECT_FALSE(queue.stalled());
    batch = queue.take(start + 10s);
    queue.failed(start + 10s, std::move(batch));

    EXPECT_TRUE(queue.stalled());
    batch = queue.take(start + 11s);
    EXPECT_EQ(batch.size(), 1u);
    queue.succeeded();
    EXPECT_FALSE(queue.stalled());
    EXPECT_TRUE(queue.empty());
}

}  // namespace
