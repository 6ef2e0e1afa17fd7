#include "store/turn_log/turn_log.hpp"

#include "core/async.hpp"
#include "support/manual_clock.hpp"
#include "support/run.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;
using store::event_kind;
using store::turn_event;
using store::turn_log;

struct a_turn_log : testing::Test {
    support::temporary_folder folder;
    support::manual_clock time;
    boost::asio::io_context loop;

    std::unique_ptr<turn_log> open(store::turn_log_config config = {}) {
        return std::make_unique<turn_log>(folder.path(), std::vector<boost::asio::any_io_executor>{loop.get_executor()},
                                          time, config);
    }
};

core::task<> write_answer(store::turn_writer& writer) {
    co_await writer.push(event_kind::start, "{}");
    co_await writer.push(event_kind::token, "Hello ");
    co_await writer.push(event_kind::token, "world");
    co_await writer.finish(event_kind::complete, R"({"finish_reason":"stop"})");
}

core::task<std::vector<turn_event>> read_all(turn_log& log, std::string turn, std::uint64_t after) {
    auto const reader = co_await log.read(std::move(turn), after);
    if (!reader) throw core::bad_result(reader.error());
    std::vector<turn_event> out;
    while (!(*reader)->ended())
        for (auto& event : co_await (*reader)->next(1h)) out.push_back(std::move(event));
    co_return out;
}

TEST_F(a_turn_log, gives_a_reader_the_whole_turn_in_order) {
    auto const log = open();
    auto writer = log->open("t");
    support::run(loop, write_answer(writer));

    auto const events = support::run(loop, read_all(*log, "t", 0));

    ASSERT_EQ(events.size(), 4u);
    EXPECT_EQ(events[2].data, "world");
    EXPECT_EQ(events[2].index, 1u);
    EXPECT_EQ(events[3].kind, event_kind::complete);
}

TEST_F(a_turn_log, resumes_behind_the_event_that_was_seen_last) {
    auto const log = open();
    auto writer = log->open("t");
    support::run(loop, write_answer(writer));

    auto const rest = support::run(loop, read_all(*log, "t", 3));
    auto const nothing = support::run(loop, read_all(*log, "t", 4));

    ASSERT_EQ(rest.size(), 1u);
    EXPECT_EQ(rest[0].sequence, 4u);
    EXPECT_TRUE(nothing.empty());
}

TEST_F(a_turn_log, refuses_a_reader_from_the_future) {
    auto const log = open();
    auto writer = log->open("t");
    support::run(loop, write_answer(writer));

    auto const reader = support::run(loop, log->read("t", 5));

    ASSERT_FALSE(reader.has_value());
    EXPECT_EQ(reader.error().code, core::errc::ahead_of_log);
}

TEST_F(a_turn_log, gives_the_same_events_from_memory_and_from_the_store) {
    auto log = open();
    auto writer = log->open("t");
    std::vector<turn_event> live;
    support::run(loop, [](turn_log& l, store::turn_writer& w, std::vector<turn_event>& seen) -> core::task<> {
        core::task_group readers(co_await core::asio::this_coro::executor);
        core::spawn(readers, "reader", [&]() -> core::task<> { seen = co_await read_all(l, "t", 0); });
        co_await write_answer(w);
        co_await readers.wait();
    }(*log, writer, live));

    log.reset();
    log = open();

    EXPECT_EQ(live.size(), 4u);
    EXPECT_EQ(support::run(loop, read_all(*log, "t", 0)), live);
}

TEST_F(a_turn_log, keeps_what_was_stored_of_a_turn_that_its_process_did_not_end) {
    auto log = open();
    auto writer = log->open("t");
    support::run(loop, [](store::turn_writer& w) -> core::task<> {
        co_await w.push(event_kind::start, "{}");
        co_await w.push(event_kind::token, "Hel");
        co_await w.flush();
    }(writer));
    log.reset();

    log = open();
    EXPECT_EQ(log->live_turns(), std::vector<std::string>{"t"});
    auto heir = log->resume("t");
    support::run(loop, [](store::turn_writer& w) -> core::task<> {
        co_await w.push(event_kind::token, "lo");
        co_await w.finish(event_kind::complete, "{}");
    }(heir));

    auto const events = support::run(loop, read_all(*log, "t", 1));
    ASSERT_EQ(events.size(), 3u);
    EXPECT_EQ(events[0].data + events[1].data, "Hello");
    EXPECT_EQ(events[2].sequence, 4u);
}

TEST_F(a_turn_log, forgets_an_ended_turn_after_its_retention) {
    auto const log = open({.retention = 600s});
    auto writer = log->open("t");
    support::run(loop, write_answer(writer));

    time.advance(600s);
    EXPECT_TRUE(support::run(loop, log->read("t", 0)).has_value());
    time.advance(1ms);

    auto const reader = support::run(loop, log->read("t", 0));
    ASSERT_FALSE(reader.has_value());
    EXPECT_EQ(reader.error().code, core::errc::not_found);
}

TEST_F(a_turn_log, holds_a_turn_in_memory_only_when_it_is_not_kept) {
    auto log = open();
    auto writer = log->open_in_memory("t", loop.get_executor());
    std::vector<turn_event> seen;
    support::run(loop, [](turn_log& l, store::turn_writer& w, std::vector<turn_event>& out) -> core::task<> {
        auto const reader = l.follow(w);
        co_await write_answer(w);
        while (!reader->ended())
            for (auto& event : co_await reader->next(1h)) out.push_back(std::move(event));
    }(*log, writer, seen));

    EXPECT_EQ(seen.size(), 4u);
    EXPECT_FALSE(support::run(loop, log->read("t", 0)).has_value());
    EXPECT_EQ(log->live_count(), 0u);
}

TEST_F(a_turn_log, makes_a_writer_wait_while_too_much_is_unsaved) {
    auto const log = open({.unsaved_bytes_max = 1000});
    auto writer = log->open("t");

    support::run(loop, [](store::turn_writer& w) -> core::task<> {
        co_await w.push(event_kind::start, "{}");
        for (int i = 0; i < 50; ++i) {
            co_await w.push(event_kind::token, std::string(800, 'x'));
            auto const unsaved = w.log()->log.with([](auto const& l) { return l.unsaved_bytes(); });
            EXPECT_LE(unsaved, 1000u);
        }
        co_await w.finish(event_kind::complete, "{}");
    }(writer));
}

}  // namespace
