#pragma once

#include "core/async.hpp"
#include "core/clock.hpp"
#include "store/database.hpp"
#include "store/repositories/jobs.hpp"

#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <map>
#include <string>

namespace store {

struct job_runner_config {
    std::size_t concurrent_max = 4;
    std::chrono::milliseconds poll{5'000};      // jobs that another process added are seen within this
    std::chrono::milliseconds lease{120'000};   // a crashed process's jobs are taken up after this
};

// Runs the jobs of the database on one loop: claims what is due, calls the handler of its kind, retries what fails.
// Not thread-safe but for wake(): use it on the executor it was given.
class job_runner {
public:
    // Does one job. A failure's message is kept with the job. Cancelled at its deadline and when the runner stops.
    using handler = std::function<core::task<core::result<void>>(job_row const& job)>;

    job_runner(core::asio::any_io_executor executor, database& db, core::clock const& clock,
               job_runner_config config = {});
    job_runner(job_runner const&) = delete;

    // Before start(). `deadline` must be shorter than the lease.
    void add_handler(std::string kind, std::chrono::milliseconds deadline, handler run);

    void start();

    // Looks for due jobs now: call it after adding one. From any thread.
    void wake();

    // Cancels what runs and returns once nothing does. Jobs that were cut short are claimed again later.
    core::task<> stop();

private:
    struct entry {
        std::chrono::milliseconds deadline;
        handler run;
    };

    core::task<> loop();
    core::task<bool> claim_one();
    core::task<> run_job(job_row job);
    core::task<core::result<void>> call_handler(job_row const& job);
    core::task<> wait_for_work();

    database& db_;
    core::clock const& clock_;
    job_runner_config config_;
    std::map<std::string, entry> handlers_;
    core::asio::steady_timer timer_;
    core::task_group group_;
    std::size_t running_ = 0;
    bool woken_ = false;
    bool stopping_ = false;
};

}  // namespace store
