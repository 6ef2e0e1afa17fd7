#pragma once

#include "core/guarded.hpp"
#include "core/pool.hpp"
#include "core/result.hpp"
#include "store/sqlite/connection.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace store {

// One write that waits for the writer thread. Lives in the frame of whoever waits.
struct queued_write {
    // Does the work; false undoes it. Throws what the wrapper throws.
    std::move_only_function<bool(connection&)> run;
    // Continues the waiting coroutine on `executor`; called on the writer thread itself when that is empty.
    std::move_only_function<void()> resume{};
    boost::asio::any_io_executor executor{};
    bool repeatable = false;                  // run() may be called once more, after a rollback

    bool kept = false;                        // run() returned true and threw nothing
    std::optional<core::error> failure{};     // nothing of the group was stored
    std::exception_ptr thrown{};              // by run(): a fault of this write alone
};

// The one writer of a database: its thread runs whatever waits as one transaction and resumes the callers once the
// commit is durable. One commit is in flight; what arrives meanwhile forms the next group.
class write_queue {
public:
    write_queue(connection& db, std::size_t queue_max, std::size_t group_max);
    write_queue(write_queue const&) = delete;
    ~write_queue();   // after every write that was taken has been answered

    // Takes `work`, which must live until its resume was called, or returns false when the queue is full.
    bool add(queued_write& work);

private:
    void drain();
    void run_group(std::vector<queued_write*> const& group);
    bool run_without_savepoints(std::vector<queued_write*> const& group);
    void run_one(queued_write& work);
    void resume(std::vector<queued_write*> const& group);

    connection& db_;
    std::size_t queue_max_;
    std::size_t group_max_;
    core::guarded<std::vector<queued_write*>> waiting_;
    core::pool thread_;   // last, so that it ends first
};

}  // namespace store
