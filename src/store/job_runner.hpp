#pragma once

#include "core/async.hpp"
#include "core/clock.hpp"
#include "store/database.hpp"
#include "store/repositories/jobs.hpp"

#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace store {

struct job_runner_config {
    std::size_t concurrent_max = 8;
    std::chrono::milliseconds poll{5'000};      // jobs that another process added are seen within this
    std::chrono::milliseconds lease{120'000};   // a crashed process's jobs are taken up after this
};

// Runs the jobs of the database on one loop: claims what is due, calls the handler of its kind, retries what fails.
// Belongs to the loop of its executor; only wake() may be called from elsewhere. stop() it before it goes away.
class job_runner {
public:
    // Does one job; a failure's message is kept with it. Cancelled at its deadline and when the runner stops. What it
    // throws is logged and counts as a failure.
    using handler = std::function<core::task<core::result<void>>(job_row const& job)>;

    job_runner(core::asio::any_io_executor executor, database& db, core::clock const& clock,
               job_runner_config config = {});
    job_runner(job_runner const&) = delete;

    // Before start(). `deadline` must be shorter than the lease, or the job would be claimed twice.
    void add_handler(std::string kind, std::chrono::milliseconds deadline, handler run);

    void start();

    // Looks for due jobs now: call it after adding one.
    void wake();

    // Cancels what runs and returns once nothing does. Jobs that were cut short are due again at once.
    core::task<> stop();

private:
    struct entry {
        std::chrono::milliseconds deadline;
        handler run;
    };
    // Shared with wake() calls that are still on their way.
    struct bell {
        explicit bell(core::asio::any_io_executor const& executor) : timer(executor) {}
        core::asio::steady_timer timer;
        bool rung = false;
    };

    core::task<> loop();
    // A claim is a commit, which costs more than a short job: it waits until several fit.
    bool has_room() const { return running_ <= config_.concurrent_max / 2; }
    core::task<bool> claim_some();
    core::task<> run_job(job_row job);
    core::task<core::result<void>> attempt(job_row const& job);
    core::task<core::result<void>> call(handler const& run, job_row const& job);
    core::task<> settle(job_row const& job, core::result<void> outcome);
    core::task<> wait();

    database& db_;
    core::clock const& clock_;
    job_runner_config config_;
    std::map<std::string, entry> handlers_;
    core::task_group group_;
    std::shared_ptr<bell> bell_;
    std::size_t running_ = 0;
    bool stopping_ = false;
};

}  // namespace store
