#pragma once

#include "core/clock.hpp"
#include "core/guarded.hpp"
#include "core/pool.hpp"
#include "core/result.hpp"
#include "core/task.hpp"
#include "store/turn_log/commit_queue.hpp"
#include "store/turn_log/feed.hpp"
#include "store/turn_log/journal.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace store {

class turn_log;

struct turn_log_config {
    std::size_t unsaved_bytes_max = 256 * 1024;       // of one turn, before its writer must wait
    std::size_t page_bytes_max = 64 * 1024;           // of one read
    std::chrono::milliseconds retention{600'000};     // of an ended log
    commit_queue::limits commits{};
};

// The writing side of one turn. Belongs to the engine; used on one loop at a time.
class turn_writer {
public:
    // Queues one event. Suspends while too much of this turn is unsaved, which stops reading upstream. Fails with
    // errc::unavailable when the store has not taken a commit for too long: then stop, and finish with an error. The
    // event is queued even then, so that the log holds all that its writer has kept.
    core::task<core::result<void>> push(event_kind kind, std::string data);

    // Returns once everything pushed is durable, however long the store takes.
    core::task<> flush();

    // Queues the terminal event and returns once it is durable, like flush().
    core::task<> finish(event_kind kind, std::string data);

    std::shared_ptr<shared_log> const& log() const { return log_; }

private:
    friend class turn_log;
    turn_writer(turn_log& owner, std::shared_ptr<shared_log> log, feed* readers = nullptr)
        : owner_(&owner), log_(std::move(log)), readers_(readers) {}

    void append_in_memory(event_kind kind, std::string_view data);

    turn_log* owner_;
    std::shared_ptr<shared_log> log_;
    feed* readers_;  // of a log in memory, where all of them are; null: it is in the journal
};

// The reading side of one turn, for one reader, at one cursor. Belongs to the loop that made it.
class turn_reader {
public:
    // The next durable events after the cursor, which moves behind them. Empty when nothing came for `patience` or
    // until look_up(), and empty for good once ended().
    core::task<std::vector<turn_event>> next(std::chrono::milliseconds patience);

    // Returns once the turn has ended, without reading what comes before.
    core::task<> wait_for_end();

    // Ends the wait of next(), or that of the next call: there is something else to see to.
    void look_up() {
        looks_up_ = true;
        waiter_.wake();
    }

    // The terminal event has been given, or lay before the cursor.
    bool ended() const { return ended_; }
    std::uint64_t cursor() const { return cursor_; }

private:
    friend class turn_log;
    turn_reader(turn_log& owner, feed& on, std::shared_ptr<shared_log> log, std::uint64_t after);

    turn_log* owner_;
    std::shared_ptr<shared_log> log_;
    feed::waiter waiter_;
    std::uint64_t cursor_;
    bool ended_ = false;
    bool looks_up_ = false;
};

// The durable log of turns: what any client has shown is a prefix of it; nothing is delivered that a power cut could
// take back; one terminal event, always last. Thread-safe.
class turn_log {
public:
    // Opens turns.db in `folder` and reads the unfinished logs; `loops` are the executors readers and writers run on.
    // Throws store::unavailable when the file can't be opened.
    turn_log(std::filesystem::path const& folder, std::vector<boost::asio::any_io_executor> loops,
             core::clock const& time, turn_log_config config = {}, std::string vfs = {},
             synchronous sync = synchronous::full);
    turn_log(turn_log const&) = delete;
    ~turn_log();  // commits what is queued, or gives up where that fails; writers and readers must be gone

    // Begins a new turn's log.
    turn_writer open(std::string turn);

    // The same in memory only: it ends with the process, nobody finds it by its turn, and it is written and read on
    // `loop`, the caller's, alone.
    turn_writer open_in_memory(std::string turn, boost::asio::any_io_executor const& loop);

    // Takes up a turn that an earlier process left: with its log, or with an empty one where nothing had been stored.
    turn_writer resume(std::string turn);

    // A reader that starts after sequence `after`. Fails with errc::not_found when this log does not hold the turn
    // (never did, or its retention is over: the turn's row tells), with errc::ahead_of_log when `after` lies beyond its
    // end.
    core::task<core::result<std::unique_ptr<turn_reader>>> read(std::string turn, std::uint64_t after);

    // A reader, on the caller's loop, from the start of a log in memory. It goes on after the end.
    std::unique_ptr<turn_reader> follow(turn_writer const& writer);

    bool is_live(std::string const& turn) const;
    bool stalled() const;
    std::vector<std::string> live_turns() const;
    std::size_t live_count() const;

private:
    friend class turn_writer;
    friend class turn_reader;
    using log_map = std::unordered_map<std::string, std::shared_ptr<shared_log>>;

    // How the log stands with the event.
    struct backlog {
        std::size_t unsaved_bytes = 0;
        bool stalled = false;
    };
    backlog append(std::shared_ptr<shared_log> const& log, event_kind kind, std::string data);
    void notify(std::shared_ptr<advanced_logs const> advanced);
    void run_writer();
    std::optional<journal_batch> next_batch(std::unique_lock<std::mutex>& lock);
    bool commit(journal_batch const& batch);
    void deliver(journal_batch const& batch);
    void tell_all_writers();
    void prune();
    std::int64_t oldest_kept_ms() const { return core::to_ms(time_.now() - config_.retention); }
    feed& feed_of(boost::asio::any_io_executor const& executor);

    turn_log_config config_;
    core::clock const& time_;
    std::vector<std::unique_ptr<feed>> feeds_;
    core::guarded<log_map> live_;
    mutable std::mutex mutex_;  // of queue_ and stopping_
    std::condition_variable wake_;
    commit_queue queue_;
    bool stopping_ = false;
    std::chrono::steady_clock::time_point next_prune_{};  // the writer thread's, like failing_
    bool failing_ = false;  // the last commit failed, and was reported
    journal journal_;  // the writer thread's
    ended_logs ended_;  // the reader thread's
    core::pool readers_{"turn log readers", 1, 1024};
    std::thread writer_;
};

}  // namespace store
