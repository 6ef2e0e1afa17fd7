#include "core/interrupt.hpp"
#include "store/turn_log/turn_log.hpp"
#include "support/faulty_vfs.hpp"
#include "support/manual_clock.hpp"
#include "support/run.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

// S-14, the long outage: the store takes no writes for so long that turns must stop.

namespace {

using namespace std::chrono_literals;

core::task<std::string> write_until_refused(store::turn_writer& writer, support::faulty_vfs& disk) {
    std::string kept = "a";
    co_await writer.push(store::event_kind::token, "a");
    co_await writer.flush();
    disk.fail(support::faulty_vfs::operation::write, 1, support::faulty_vfs::failure::io_error,
              support::faulty_vfs::duration::lasting);
    for (int i = 0; i < 2000; ++i) {
        kept += 'b';
        if (!co_await writer.push(store::event_kind::token, "b")) co_return kept;
        co_await core::sleep_for(5ms);
    }
    co_return "never refused";
}

core::task<std::vector<store::turn_event>> read_all(store::turn_log& log) {
    std::vector<store::turn_event> all;
    auto const reader = (co_await log.read("t", 0)).value();
    while (!reader->ended())
        for (auto& event : co_await reader->next(5s)) all.push_back(std::move(event));
    co_return all;
}

TEST(stalled_store, S_14_stops_its_turns_and_shows_all_that_they_kept_once_it_is_back) {
    support::faulty_vfs disk(3);
    support::temporary_folder folder;
    support::manual_clock clock;
    boost::asio::io_context loop;
    store::turn_log log(folder.path(), {loop.get_executor()}, clock, {.commits = {.retry = 5ms, .patience = 50ms}},
                        disk.name());
    auto writer = log.open("t");

    auto const kept = support::run(loop, write_until_refused(writer, disk));
    EXPECT_TRUE(log.stalled());
    disk.heal();
    support::run(loop, writer.finish(store::event_kind::error, "{}"));

    std::string shown;
    auto const all = support::run(loop, read_all(log));
    for (auto const& event : all)
        if (event.kind == store::event_kind::token) shown += event.data;
    EXPECT_EQ(shown, kept);
    EXPECT_EQ(all.back().kind, store::event_kind::error);
    EXPECT_FALSE(log.stalled());
}

}  // namespace
