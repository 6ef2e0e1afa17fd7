#pragma once

#include "store/sqlite/connection.hpp"
#include "store/turn_log/commit_queue.hpp"
#include "store/turn_log/live_log.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

namespace store {

// The redo journal of the turn log: turns.db. Rows lie in arrival order under no index but their position, because an
// index on (turn, sequence) would cost eight times the CPU. It is read only at start and cut from its front at the
// oldest live turn; a finished turn's whole log is one row of its own until its retention ends. Used by one thread.
class journal {
public:
    // Opens or creates `folder`/turns.db. Throws store::unavailable or store::cannot_open. `sync` is full in the
    // product: a test sets normal, which loses commits in a power cut, to see that it notices.
    explicit journal(std::filesystem::path const& folder, std::string vfs = {}, synchronous sync = synchronous::full);

    // The logs of turns that did not end before the process did, by turn.
    std::map<std::string, live_log> unfinished();

    // Stores `batch` durably, or throws and stores none of it. Rows that are already there may come again.
    void commit(journal_batch const& batch, std::int64_t now_ms);

    // Forgets ended logs from before `ended_before_ms`, a bounded number at a time, and the journal's unneeded front.
    void prune(std::int64_t ended_before_ms);

private:
    connection db_;
    std::int64_t next_ = 1;  // position of the next row
    std::unordered_map<std::string, std::int64_t> first_of_;  // live turn -> its first position
    std::set<std::int64_t> firsts_;
    std::int64_t cut_at_ = 1;
};

// Reads ended logs beside the journal's writer, on a connection of its own. Used by one thread at a time.
class ended_logs {
public:
    explicit ended_logs(std::filesystem::path const& folder, std::string vfs = {});
    // The log of `turn`, if it ended at `ended_since_ms` or later.
    std::optional<live_log> find(std::string const& turn, std::int64_t ended_since_ms);

private:
    connection db_;
};

}  // namespace store
