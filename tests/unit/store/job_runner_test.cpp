#include "store/job_runner.hpp"

#include "support/manual_clock.hpp"
#include "support/run.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

namespace store {
namespace {

using namespace std::chrono_literals;
using core::result;

class job_runner_test : public testing::Test {
protected:
    void add(std::string id, std::string kind = "work", core::timestamp run_at = core::from_ms(0)) {
        auto work = [&](connection& c) -> result<void> {
            jobs::add(c, {.id = id, .kind = kind, .run_at = run_at, .created_at = clock.now()});
            return {};
        };
        ASSERT_TRUE(db.write_now(work));
    }
    struct stored {
        std::string state, error;
        std::int64_t attempts = 0;
    };
    std::optional<stored> find(std::string id) {
        auto read = [id](connection& c) -> result<std::optional<stored>> {
            static constexpr statement by_id = "SELECT state, last_error, attempts FROM jobs WHERE id = $1";
            auto found = c.query(by_id, id);
            if (!found.next()) return std::optional<stored>();
            return std::optional(stored{found.get<std::string>(0), found.get<std::string>(1),
                                        found.get<std::int64_t>(2)});
        };
        return db.read_now(read).value();
    }

    // Runs the loop until `ready` holds.
    template <class Condition>
    void run_until(Condition ready) {
        io.restart();
        while (!ready()) io.run_one();
    }
    void stop() {
        bool stopped = false;
        boost::asio::co_spawn(io, runner.stop(), [&](std::exception_ptr failure) {
            EXPECT_FALSE(failure);
            stopped = true;
        });
        run_until([&] { return stopped; });
    }

    // The handlers.
    core::task<result<void>> note(std::string id) {
        ran.push_back(std::move(id));
        co_return result<void>();
    }
    core::task<result<void>> give_back(core::error why) { co_return why; }
    core::task<result<void>> throw_one() {
        throw std::domain_error("a bug");
        co_return result<void>();
    }
    core::task<result<void>> sleep_for_ever() {
        ++started;
        boost::asio::steady_timer timer(io, std::chrono::steady_clock::time_point::max());
        try {
            co_await timer.async_wait(boost::asio::use_awaitable);
        } catch (boost::system::system_error const&) {
            ++cancelled;
            throw;
        }
        co_return result<void>();
    }

    support::temporary_folder folder;
    support::manual_clock clock;
    boost::asio::io_context io;
    database db{{.file = folder.path() / "test.db", .sync = synchronous::off}, clock};
    job_runner runner{io.get_executor(), db, clock, {.concurrent_max = 2, .poll = 1h, .lease = 2min}};
    std::vector<std::string> ran;
    int started = 0, cancelled = 0;
    job_runner::handler const noting = [this](job_row const& job) { return note(job.id); };
    job_runner::handler const sleeping = [this](job_row const&) { return sleep_for_ever(); };
};

TEST_F(job_runner_test, runs_what_is_due_and_removes_it) {
    add("a");
    runner.add_handler("work", 1min, noting);
    runner.start();

    run_until([&] { return !find("a"); });
    EXPECT_EQ(ran, std::vector<std::string>{"a"});
    stop();
}

TEST_F(job_runner_test, sees_an_added_job_when_it_is_woken) {
    runner.add_handler("work", 1min, noting);
    runner.start();
    io.poll();
    add("a");
    add("later", "work", clock.now() + 1s);

    runner.wake();
    run_until([&] { return !find("a"); });
    clock.advance(1s);
    runner.wake();
    run_until([&] { return !find("later"); });

    EXPECT_EQ(ran, (std::vector<std::string>{"a", "later"}));
    stop();
}

TEST_F(job_runner_test, puts_off_what_fails_or_throws_or_has_no_handler) {
    add("fails", "fails");
    add("throws", "throws");
    add("unknown", "unknown");
    runner.add_handler("fails", 1min,
                       [this](job_row const&) { return give_back({core::errc::upstream_failed, "no answer"}); });
    runner.add_handler("throws", 1min, [this](job_row const&) { return throw_one(); });
    runner.start();

    for (auto const* id : {"fails", "throws", "unknown"})
        run_until([&] { return find(id)->state == "queued" && find(id)->attempts == 1; });

    EXPECT_EQ(find("fails")->error, "no answer");
    EXPECT_EQ(find("throws")->error, "a bug");
    EXPECT_EQ(find("unknown")->error, "no handler for this kind of job");
    stop();
}

TEST_F(job_runner_test, cancels_a_handler_at_its_deadline) {
    add("slow");
    runner.add_handler("work", 1ms, sleeping);
    runner.start();

    run_until([&] { return find("slow")->state == "queued" && find("slow")->attempts == 1; });
    EXPECT_EQ(cancelled, 1);
    EXPECT_EQ(find("slow")->error, "the job took too long");
    stop();
}

TEST_F(job_runner_test, runs_only_so_many_at_once_and_gives_back_what_a_stop_cuts_short) {
    for (auto const* id : {"a", "b", "c"}) add(id);
    runner.add_handler("work", 1min, sleeping);
    runner.start();
    run_until([&] { return started == 2; });
    io.poll();
    EXPECT_EQ(started, 2);

    stop();

    for (auto const* id : {"a", "b", "c"}) {
        EXPECT_EQ(find(id)->state, "queued") << id;
        EXPECT_EQ(find(id)->attempts, 0) << id;
    }
}

TEST_F(job_runner_test, takes_up_the_job_of_a_process_that_died) {
    add("orphan");
    auto claim = [&](connection& c) -> result<void> {
        jobs::claim_due(c, clock.now(), 2min);
        return {};
    };
    ASSERT_TRUE(db.write_now(claim));
    clock.advance(2min);
    runner.add_handler("work", 1min, noting);
    runner.start();

    run_until([&] { return !find("orphan"); });
    EXPECT_EQ(ran, std::vector<std::string>{"orphan"});
    stop();
}

TEST_F(job_runner_test, refuses_a_deadline_that_outlasts_the_lease) {
    EXPECT_THROW(runner.add_handler("work", 2min, noting), std::logic_error);
}

}  // namespace
}  // namespace store
