#include "store/job_runner.hpp"

#include "core/log.hpp"
#include "core/random.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/redirect_error.hpp>

#include <stdexcept>

namespace store {

namespace {

double random_fraction() {
    std::uint32_t bits = 0;
    core::fill_random(&bits, sizeof bits);
    return bits / 4294967296.0;
}

}  // namespace

job_runner::job_runner(core::asio::any_io_executor executor, database& db, core::clock const& clock,
                       job_runner_config config)
    : db_(db), clock_(clock), config_(config), group_(executor), bell_(std::make_shared<bell>(executor)) {}

void job_runner::add_handler(std::string kind, std::chrono::milliseconds deadline, handler run) {
    if (deadline >= config_.lease) throw std::logic_error("a job's deadline must be shorter than its lease");
    handlers_.insert_or_assign(std::move(kind), entry{deadline, std::move(run)});
}

void job_runner::start() {
    core::spawn(group_, "jobs", [this] { return loop(); });
}

void job_runner::wake() {
    core::asio::post(group_.executor(), [bell = bell_] {
        bell->rung = true;
        bell->timer.cancel();
    });
}

core::task<> job_runner::stop() {
    stopping_ = true;
    group_.cancel();
    co_await group_.wait();
}

core::task<> job_runner::loop() {
    while (!stopping_) {
        bell_->rung = false;
        while (has_room() && co_await claim_some()) {}
        co_await wait();
    }
}

core::task<bool> job_runner::claim_some() {
    // Looking is a read: an idle server writes nothing.
    auto look = [](connection& db) -> core::result<std::optional<core::timestamp>> { return jobs::next_due(db); };
    auto const due = co_await db_.read(std::move(look));
    auto const now = clock_.now();
    if (!due || !*due || **due > now) co_return false;

    auto claim = [now, lease = config_.lease,
                  room = config_.concurrent_max - running_](connection& db) -> core::result<std::vector<job_row>> {
        std::vector<job_row> out;
        while (out.size() < room) {
            auto job = jobs::claim_due(db, now, lease);
            if (!job) break;
            out.push_back(std::move(*job));
        }
        return out;
    };
    auto claimed = co_await db_.write(std::move(claim));
    if (!claimed || claimed->empty()) co_return false;
    for (auto& each : *claimed) {
        ++running_;
        auto body = [this, job = std::move(each)]() mutable { return run_job(std::move(job)); };
        core::spawn(group_, "job", std::move(body));
    }
    co_return true;
}

core::task<> job_runner::run_job(job_row job) {
    // A job must be settled also when the runner stops: cancellation reaches the handler only, through attempt().
    co_await core::asio::this_coro::throw_if_cancelled(false);
    core::result<void> outcome = core::error(core::errc::unavailable, "the server stops");
    if (!stopping_) outcome = co_await attempt(job);
    co_await core::asio::this_coro::reset_cancellation_state(core::asio::disable_cancellation());
    co_await settle(job, std::move(outcome));
    --running_;
    bell_->rung = true;
    bell_->timer.cancel();
}

core::task<core::result<void>> job_runner::attempt(job_row const& job) {
    using namespace core::asio::experimental::awaitable_operators;
    auto const found = handlers_.find(job.kind);
    if (found == handlers_.end()) co_return core::error(core::errc::internal, "no handler for this kind of job");
    auto const& [deadline, run] = found->second;
    core::asio::steady_timer timer(group_.executor(), deadline);
    auto first = co_await (call(run, job) || timer.async_wait(core::asio::use_awaitable));
    if (first.index() == 1) co_return core::error(core::errc::timeout, "the job took too long");
    co_return std::get<0>(std::move(first));
}

// A job's fault must not end the runner: it is this job's failure.
core::task<core::result<void>> job_runner::call(handler const& run, job_row const& job) {
    try {
        co_return co_await run(job);
    } catch (std::exception const& e) {
        co_return core::error(core::errc::internal, e.what());
    }
}

core::task<> job_runner::settle(job_row const& job, core::result<void> outcome) {
    auto const now = clock_.now();
    bool const cut_short = stopping_ && !outcome;
    if (!outcome && !cut_short)
        core::log(core::level::warning, "jobs", outcome.error().message,
                  {{"job_id", job.id}, {"kind", job.kind}, {"attempt", job.attempts}});
    auto write = [&](connection& db) -> core::result<void> {
        if (cut_short) {
            jobs::release(db, job, now);
        } else if (outcome) {
            jobs::done(db, job);
        } else {
            jobs::fail(db, job, outcome.error().message, now + jobs::backoff(job.attempts, random_fraction()));
        }
        return {};
    };
    // If this can't be stored, the lease runs out and the job runs again.
    auto const stored = co_await db_.write(std::move(write));
    if (!stored) core::log(core::level::warning, "jobs", stored.error().message, {{"job_id", job.id}});
}

core::task<> job_runner::wait() {
    if (bell_->rung) co_return;
    auto look = [](connection& db) -> core::result<std::optional<core::timestamp>> { return jobs::next_due(db); };
    auto const due = co_await db_.read(std::move(look));
    auto pause = config_.poll;
    if (due && *due && has_room())
        pause = std::clamp<std::chrono::milliseconds>(**due - clock_.now(), std::chrono::milliseconds(1), pause);
    if (bell_->rung) co_return;
    bell_->timer.expires_after(pause);
    boost::system::error_code woken;
    co_await bell_->timer.async_wait(core::asio::redirect_error(core::asio::use_awaitable, woken));
}

}  // namespace store
