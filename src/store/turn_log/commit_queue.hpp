#pragma once

#include "store/turn_log/event.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace store {

struct shared_log;

// One event on its way to the journal.
struct journal_row {
    std::shared_ptr<shared_log> log;
    std::uint64_t sequence = 0;
    event_kind kind = event_kind::start;
    std::string data;
};

using journal_batch = std::vector<journal_row>;

// Decides when the journal's rows are committed: one commit in flight; what arrives meanwhile forms the next, at least
// `spacing` after the last unless something urgent waits (a first token, a terminal event, an approval). A failed
// commit is tried again with the same rows; once it has failed for `patience`, stalled() tells producers to stop.
// Nothing is ever dropped. Pure: time comes in, batches come out.
class commit_queue {
public:
    using time_point = std::chrono::steady_clock::time_point;
    struct limits {
        std::chrono::milliseconds spacing{2};
        std::chrono::milliseconds retry{100};
        std::chrono::milliseconds patience{10'000};
    };

    commit_queue() : commit_queue(limits{}) {}
    explicit commit_queue(limits l) : limits_(l) {}

    void push(journal_row row, bool urgent);

    // When take() would give a batch; nothing while a commit is in flight or no row waits.
    std::optional<time_point> ready_at() const;

    // The rows to commit now. Call only at or after ready_at(); answer with succeeded() or failed().
    journal_batch take(time_point now);
    void succeeded();
    void failed(time_point now, journal_batch same);

    bool stalled() const { return stalled_; }
    bool empty() const { return waiting_.empty() && !in_flight_; }

private:
    limits limits_;
    journal_batch retry_;     // the rows of a failed commit, before everything that came later
    journal_batch waiting_;
    bool urgent_ = false;
    bool in_flight_ = false;
    bool stalled_ = false;
    time_point last_{};       // start of the last commit
    std::optional<time_point> failing_since_;
};

}  // namespace store
