#include "store/turn_log/turn_log.hpp"

#include "core/async.hpp"
#include "core/log.hpp"

#include <stdexcept>

namespace store {

turn_log::turn_log(std::filesystem::path const& folder, std::vector<boost::asio::any_io_executor> loops,
                   core::clock const& time, turn_log_config config, std::string vfs, synchronous sync)
    : config_(config), time_(time), queue_(config.commits), journal_(folder, vfs, sync), ended_(folder, vfs) {
    for (auto& loop : loops) feeds_.push_back(std::make_unique<feed>(std::move(loop)));
    for (auto& [turn, log] : journal_.unfinished())
        live_.with([&](auto& live) { live.emplace(turn, std::make_shared<shared_log>(turn, std::move(log))); });
    writer_ = std::thread([this] { run_writer(); });
}

turn_log::~turn_log() {
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    writer_.join();
}

turn_writer turn_log::open(std::string turn) {
    auto log = std::make_shared<shared_log>(turn);
    live_.with([&](auto& live) { live.emplace(std::move(turn), log); });
    return {*this, std::move(log)};
}

turn_writer turn_log::open_in_memory(std::string turn, boost::asio::any_io_executor const& loop) {
    return {*this, std::make_shared<shared_log>(std::move(turn)), &feed_of(loop)};
}

turn_writer turn_log::resume(std::string turn) {
    auto log = live_.with([&](auto& live) {
        auto& found = live[turn];
        if (!found) found = std::make_shared<shared_log>(turn);
        return found;
    });
    return {*this, std::move(log)};
}

core::task<core::result<std::unique_ptr<turn_reader>>> turn_log::read(std::string turn, std::uint64_t after) {
    auto find_live = [&](auto const& live) -> std::shared_ptr<shared_log> {
        auto const found = live.find(turn);
        return found == live.end() ? nullptr : found->second;
    };
    auto log = live_.with(find_live);
    if (!log) {
        auto lookup = [this, turn] { return ended_.find(turn, oldest_kept_ms()); };
        auto stored = co_await core::offload(readers_, std::move(lookup));
        if (!stored) co_return stored.error();
        if (!*stored) co_return core::error{core::errc::not_found, "The log of this turn is no longer kept."};
        log = std::make_shared<shared_log>(std::move(turn), std::move(**stored));
    }
    // A reader is never told of events that are not durable, so it can't name one either.
    if (after > log->log.with([](auto const& l) { return l.committed(); }))
        co_return core::error{core::errc::ahead_of_log, "The log of this turn has not come that far."};
    auto& on = feed_of(co_await core::asio::this_coro::executor);
    co_return std::unique_ptr<turn_reader>(new turn_reader(*this, on, std::move(log), after));
}

std::unique_ptr<turn_reader> turn_log::follow(turn_writer const& writer) {
    return std::unique_ptr<turn_reader>(new turn_reader(*this, *writer.readers_, writer.log_, 0));
}

bool turn_log::is_live(std::string const& turn) const {
    return live_.with([&](auto const& live) { return live.contains(turn); });
}

bool turn_log::stalled() const {
    std::lock_guard const lock(mutex_);
    return queue_.stalled();
}

std::vector<std::string> turn_log::live_turns() const {
    return live_.with([](auto const& live) {
        std::vector<std::string> turns;
        for (auto const& [turn, log] : live) turns.push_back(turn);
        return turns;
    });
}

std::size_t turn_log::live_count() const {
    return live_.with([](auto const& live) { return live.size(); });
}

feed& turn_log::feed_of(boost::asio::any_io_executor const& executor) {
    auto const& context = boost::asio::query(executor, boost::asio::execution::context);
    for (auto const& f : feeds_)
        if (&boost::asio::query(f->loop(), boost::asio::execution::context) == &context) return *f;
    throw std::logic_error("the turn log was used on a loop that it does not know");
}

turn_log::backlog turn_log::append(std::shared_ptr<shared_log> const& log, event_kind kind, std::string data) {
    backlog out;
    bool first_token = false;
    auto const sequence = log->log.with([&](auto& l) {
        first_token = kind == event_kind::token && l.tokens() == 0;
        auto const s = l.append(kind, data);
#ifdef PARLANCE_FAULT_DELIVER_EARLY
        // Only in a test target: shows events before they are durable, which the kill and power-cut tests must notice.
        l.commit(s);
#endif
        out.unsaved_bytes = l.unsaved_bytes();
        return s;
    });
#ifdef PARLANCE_FAULT_DELIVER_EARLY
    notify(std::make_shared<advanced_logs const>(1, log));
#endif
    bool const urgent = first_token || is_terminal(kind) || kind == event_kind::approval;
    // The writer is woken only when its next commit moves forward: while it waits out the spacing or commits, it need
    // not hear of every token.
    bool sooner = false;
    {
        std::lock_guard const lock(mutex_);
        auto const before = queue_.ready_at();
        queue_.push({log, sequence, kind, std::move(data)}, urgent);
        auto const after = queue_.ready_at();
        sooner = after && (!before || *after < *before);
        out.stalled = queue_.stalled();
    }
    if (sooner) wake_.notify_one();
    return out;
}

void turn_log::notify(std::shared_ptr<advanced_logs const> advanced) {
    for (auto const& f : feeds_) f->advance(advanced);
}

// The writer thread: commits what the queue gives, when it gives it.
void turn_log::run_writer() {
    std::unique_lock lock(mutex_);
    while (auto batch = next_batch(lock)) {
        lock.unlock();
        bool const stored = commit(*batch);
        if (stored) deliver(*batch);
        lock.lock();
        if (stored) queue_.succeeded();
        else queue_.failed(std::chrono::steady_clock::now(), std::move(*batch));
        if (!stored && stopping_) return;
        bool const stalled = queue_.stalled();
        lock.unlock();
        if (stalled) tell_all_writers();
        prune();
        lock.lock();
    }
}

// Waits until a batch is due. Nothing when the log closes and all is stored.
std::optional<journal_batch> turn_log::next_batch(std::unique_lock<std::mutex>& lock) {
    for (;;) {
        auto const due = queue_.ready_at();
        auto const now = std::chrono::steady_clock::now();
        if (due && (*due <= now || stopping_)) return queue_.take(now);
        if (due) {
            wake_.wait_until(lock, *due);
        } else if (stopping_) {
            return std::nullopt;
        } else if (wake_.wait_for(lock, std::chrono::seconds(30)) == std::cv_status::timeout) {
            lock.unlock();
            prune();
            lock.lock();
        }
    }
}

bool turn_log::commit(journal_batch const& batch) {
    try {
        journal_.commit(batch, core::to_ms(time_.now()));
        if (std::exchange(failing_, false)) core::log(core::level::info, "turn_log", "commits succeed again");
        return true;
    } catch (std::exception const& e) {
        if (!std::exchange(failing_, true)) core::log(core::level::error, "turn_log", e.what());
        return false;
    }
}

// After a commit: its events become visible, finished turns leave memory, and every loop hears of it once.
void turn_log::deliver(journal_batch const& batch) {
    auto advanced = std::make_shared<advanced_logs>();
    for (auto const& row : batch) {
        bool const ended = row.log->log.with([&](auto& l) {
            l.commit(row.sequence);
            return l.ended();
        });
        if (ended) live_.with([&](auto& live) { live.erase(row.log->turn); });
        if (advanced->empty() || advanced->back() != row.log) advanced->push_back(row.log);
    }
    notify(std::move(advanced));
}

// Writers that wait for room must hear that there will be none.
void turn_log::tell_all_writers() {
    auto all = std::make_shared<advanced_logs>();
    live_.with([&](auto const& live) {
        for (auto const& [turn, log] : live) all->push_back(log);
    });
    notify(std::move(all));
}

void turn_log::prune() {
    auto const now = std::chrono::steady_clock::now();
    if (now < next_prune_) return;
    next_prune_ = now + std::chrono::seconds(1);
    try {
        journal_.prune(oldest_kept_ms());
    } catch (std::exception const& e) {
        core::log(core::level::warning, "turn_log", e.what());
    }
}

// In memory what is written is at once there to be read.
void turn_writer::append_in_memory(event_kind kind, std::string_view data) {
    log_->log.with([&](auto& l) { l.commit(l.append(kind, data)); });
    readers_->wake(*log_);
}

core::task<core::result<void>> turn_writer::push(event_kind kind, std::string data) {
    if (readers_) {
        append_in_memory(kind, data);
        co_return core::result<void>();
    }
    auto const now = owner_->append(log_, kind, std::move(data));
    if (now.stalled) co_return core::error{core::errc::unavailable, "The store does not take writes."};
    if (now.unsaved_bytes <= owner_->config_.unsaved_bytes_max) co_return core::result<void>();

    auto unsaved = [&] { return log_->log.with([](auto const& l) { return l.unsaved_bytes(); }); };
    feed::waiter room(owner_->feed_of(co_await core::asio::this_coro::executor), *log_);
    while (unsaved() > owner_->config_.unsaved_bytes_max) {
        if (owner_->stalled()) co_return core::error{core::errc::unavailable, "The store does not take writes."};
        co_await room.wait(std::chrono::steady_clock::time_point::max());
    }
    co_return core::result<void>();
}

core::task<> turn_writer::flush() {
    if (readers_) co_return;  // nothing is durable, and nothing waits to be
    feed::waiter saved(owner_->feed_of(co_await core::asio::this_coro::executor), *log_);
    while (log_->log.with([](auto const& l) { return l.committed() < l.appended(); }))
        co_await saved.wait(std::chrono::steady_clock::time_point::max());
}

core::task<> turn_writer::finish(event_kind kind, std::string data) {
    if (readers_) co_return append_in_memory(kind, data);
    owner_->append(log_, kind, std::move(data));
    co_await flush();
}

turn_reader::turn_reader(turn_log& owner, feed& on, std::shared_ptr<shared_log> log, std::uint64_t after)
    : owner_(&owner), log_(std::move(log)), waiter_(on, *log_), cursor_(after) {}

core::task<std::vector<turn_event>> turn_reader::next(std::chrono::milliseconds patience) {
    auto const until = std::chrono::steady_clock::now() + patience;
    for (;;) {
        auto events = log_->log.with([&](auto const& l) {
            auto page = l.read(cursor_, owner_->config_.page_bytes_max);
            auto const last = page.empty() ? cursor_ : page.back().sequence;
            ended_ = l.ended() && last == l.committed();
            return page;
        });
        if (!events.empty()) cursor_ = events.back().sequence;
        bool const waited = std::exchange(looks_up_, false) || std::chrono::steady_clock::now() >= until;
        if (!events.empty() || ended_ || waited) co_return events;
        co_await waiter_.wait(until);
    }
}

core::task<> turn_reader::wait_for_end() {
    while (!log_->log.with([](auto const& l) { return l.ended(); }))
        co_await waiter_.wait(std::chrono::steady_clock::time_point::max());
}

}  // namespace store
