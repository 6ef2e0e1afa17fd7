#include "support/power_cut.hpp"

#include "core/async.hpp"
#include "store/turn_log/turn_log.hpp"
#include "support/faulty_vfs.hpp"
#include "support/manual_clock.hpp"
#include "support/temporary_folder.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <map>
#include <random>

namespace support {

namespace {

using store::event_kind;
using store::turn_event;
using shown_events = std::map<std::string, std::vector<turn_event>>;

core::task<> write_turns(store::turn_log& log, std::uint64_t seed, core::task_group& readers, shown_events& shown) {
    std::mt19937_64 random(seed);
    for (int turn = 0;; ++turn) {
        auto const id = "turn-" + std::to_string(turn);
        auto writer = log.open(id);
        core::spawn(readers, "reader", [&log, &shown, id]() -> core::task<> {
            auto const reader = co_await log.read(id, 0);
            if (!reader) co_return;
            while (!(*reader)->ended())
                for (auto& event : co_await (*reader)->next(std::chrono::hours(1))) shown[id].push_back(event);
        });
        co_await writer.push(event_kind::start, "{}");
        for (auto tokens = random() % 20; tokens > 0; --tokens) {
            co_await writer.push(event_kind::token, "token " + std::to_string(random() % 1000) + " of " + id);
            if (random() % 4 == 0) co_await writer.flush();
            co_await boost::asio::post(boost::asio::use_awaitable);   // readers get their turn
        }
        co_await writer.finish(event_kind::complete, "{}");
    }
}

int count_lost(std::filesystem::path const& folder, shown_events const& shown) {
    store::journal journal(folder);
    auto const unfinished = journal.unfinished();
    store::ended_logs ended(folder);
    int lost = 0;
    for (auto const& [id, events] : shown) {
        auto const live = unfinished.find(id);
        auto const log = live != unfinished.end() ? std::optional(live->second) : ended.find(id, 0);
        for (auto const& event : events)
            if (!log || event.sequence > log->committed() || log->at(event.sequence) != event) ++lost;
    }
    return lost;
}

}  // namespace

power_cut_result cut_power(std::uint64_t seed, store::synchronous sync) {
    temporary_folder const folder;
    manual_clock const time;
    shown_events shown;
    {
        faulty_vfs disk(seed);
        boost::asio::io_context loop;
        store::turn_log log(folder.path(), {loop.get_executor()}, time,
                            {.commits = {.spacing = {}, .retry = std::chrono::milliseconds(1)}}, disk.name(), sync);
        auto const work = boost::asio::make_work_guard(loop);
        core::task_group tasks(loop.get_executor());
        disk.cut_after(1 + seed % 400);
        core::spawn(tasks, "writer", [&] { return write_turns(log, seed, tasks, shown); });
        while (!disk.is_cut()) loop.run_one_for(std::chrono::milliseconds(1));
        boost::asio::post(loop, [&] { tasks.cancel(); });
        while (tasks.size() > 0) loop.run_one_for(std::chrono::milliseconds(1));
    }
    power_cut_result out;
    for (auto const& [id, events] : shown) out.shown += static_cast<int>(events.size());
    out.lost = count_lost(folder.path(), shown);
    return out;
}

}  // namespace support
