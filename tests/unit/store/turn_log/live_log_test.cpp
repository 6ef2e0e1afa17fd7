#include "store/turn_log/live_log.hpp"

#include <gtest/gtest.h>

namespace {

using store::event_kind;
using store::live_log;

live_log sample() {
    live_log log;
    log.append(event_kind::start, R"({"turn_id":"t"})");
    log.append(event_kind::token, "Hello");
    log.append(event_kind::token, ", \nworld");
    log.append(event_kind::complete, "{}");
    return log;
}

TEST(live_log, shows_readers_only_what_is_durable) {
    auto log = sample();

    EXPECT_TRUE(log.read(0, 1000).empty());
    log.commit(2);

    auto const page = log.read(0, 1000);
    ASSERT_EQ(page.size(), 2u);
    EXPECT_EQ(page[1].sequence, 2u);
    EXPECT_EQ(page[1].data, "Hello");
    EXPECT_FALSE(log.ended());
}

TEST(live_log, numbers_tokens_from_zero_and_events_from_one) {
    auto log = sample();
    log.commit(4);

    auto const page = log.read(1, 1000);

    ASSERT_EQ(page.size(), 3u);
    EXPECT_EQ(page[0].index, 0u);
    EXPECT_EQ(page[1].index, 1u);
    EXPECT_EQ(page[1].sequence, 3u);
    EXPECT_TRUE(log.ended());
}

TEST(live_log, keeps_a_note_that_no_reader_sees_and_no_number_counts) {
    live_log log;
    log.append(event_kind::start, "{}");
    EXPECT_EQ(log.append(event_kind::note, "first"), 1u);
    EXPECT_EQ(log.append(event_kind::token, "a"), 2u);
    EXPECT_EQ(log.append(event_kind::note, "second"), 2u);
    log.commit(2);

    EXPECT_EQ(log.note(), "second");
    EXPECT_EQ(log.noted_at(), 2u);
    EXPECT_EQ(log.read(0, 1000).size(), 2u);
    EXPECT_EQ(live_log::decode(log.encode())->note(), "");

    live_log again;   // a commit whose outcome was unknown was repeated
    for (int i = 0; i < 2; ++i) {
        again.replay(1, event_kind::start, "{}");
        again.replay(1, event_kind::note, "first");
        again.replay(2, event_kind::token, "a");
    }
    EXPECT_EQ(again.note(), "first");
    EXPECT_EQ(again.appended(), 2u);
}

TEST(live_log, pages_hold_at_least_one_event_and_no_more_bytes_than_asked) {
    auto log = sample();
    log.commit(4);

    EXPECT_EQ(log.read(1, 0).size(), 1u);
    EXPECT_EQ(log.read(1, 5).size(), 1u);
    EXPECT_EQ(log.read(1, 13).size(), 2u);
}

TEST(live_log, decodes_what_it_encoded) {
    auto log = sample();
    log.commit(4);

    auto const again = live_log::decode(log.encode());

    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(again->read(0, 1000), log.read(0, 1000));
    EXPECT_TRUE(again->ended());
}

TEST(live_log, refuses_bytes_that_were_cut_or_forged) {
    auto const bytes = sample().encode();

    for (std::size_t length = 1; length < bytes.size(); ++length) {
        SCOPED_TRACE(length);
        auto const cut = live_log::decode(std::string_view(bytes).substr(0, length));
        // A cut between two events leaves a shorter log that has not ended; any other is refused.
        EXPECT_TRUE(!cut || !cut->ended());
    }
    EXPECT_FALSE(live_log::decode(bytes + bytes).has_value());
    EXPECT_FALSE(live_log::decode(std::string(5, '\xff')).has_value());
}

TEST(live_log, counts_the_bytes_that_wait_for_the_disk) {
    auto log = sample();
    log.commit(1);

    EXPECT_EQ(log.unsaved_bytes(), std::string("Hello, \nworld{}").size());
    log.commit(4);
    EXPECT_EQ(log.unsaved_bytes(), 0u);
}

}  // namespace
