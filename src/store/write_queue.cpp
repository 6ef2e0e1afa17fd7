#include "store/write_queue.hpp"

#include "core/log.hpp"
#include "store/sqlite/transaction.hpp"

#include <boost/asio/post.hpp>

namespace store {

namespace {

constexpr statement begin_one = "SAVEPOINT one";
constexpr statement keep_one = "RELEASE one";
constexpr statement undo_one = "ROLLBACK TO one";

core::error nothing_stored() {
    core::error out(core::errc::unavailable, "The database could not store this; try again shortly.");
    out.retryable = true;
    return out;
}

// SQLite rolls the whole transaction back when the disk is full or failing in the middle of a statement.
void require_transaction(connection const& db) {
    if (!db.in_transaction()) throw unavailable("the transaction was rolled back");
}

}  // namespace

write_queue::write_queue(connection& db, std::size_t queue_max, std::size_t group_max)
    : db_(db), queue_max_(queue_max), group_max_(group_max), thread_("database.write", 1, queue_max) {}

write_queue::~write_queue() = default;

bool write_queue::add(queued_write& work) {
    enum class answer : std::uint8_t { full, first, behind_others };
    auto const place = waiting_.with([&](auto& waiting) {
        if (waiting.size() >= queue_max_) return answer::full;
        waiting.push_back(&work);
        return waiting.size() == 1 ? answer::first : answer::behind_others;
    });
    if (place == answer::first) boost::asio::post(thread_.executor(), [this] { drain(); });
    return place != answer::full;
}

void write_queue::drain() {
    auto all = waiting_.with([](auto& waiting) { return std::exchange(waiting, {}); });
    for (std::size_t from = 0; from < all.size(); from += group_max_) {
        auto const to = std::min(all.size(), from + group_max_);
        std::vector<queued_write*> const group(all.begin() + from, all.begin() + to);
        run_group(group);
        resume(group);
    }
}

void write_queue::run_group(std::vector<queued_write*> const& group) {
    try {
        if (std::ranges::all_of(group, &queued_write::repeatable) && run_without_savepoints(group)) return;
        transaction all(db_, transaction::kind::write);
        for (auto* work : group) run_one(*work);
        all.commit();
    } catch (std::exception const& e) {
        core::log(core::level::error, "store", e.what(), {{"writes_refused", static_cast<std::int64_t>(group.size())}});
        for (auto* work : group) work->failure = nothing_stored();
    }
}

// Behind each savepoint SQLite keeps what every page held before its first change. So a group does without them for as
// long as nothing has to be undone; false when something has, and then nothing is stored.
bool write_queue::run_without_savepoints(std::vector<queued_write*> const& group) {
    transaction all(db_, transaction::kind::write);
    for (auto* work : group) {
        auto const before = db_.changes();
        try {
            work->kept = work->run(db_);
        } catch (...) {   // the second run tells whose failure it is
            return false;
        }
        bool const to_undo = !work->kept && db_.changes() != before;
        if (to_undo || !db_.in_transaction()) return false;
    }
    all.commit();
    return true;
}

// Throws only when the whole transaction is lost.
void write_queue::run_one(queued_write& work) {
    db_.execute(begin_one);
    try {
        work.kept = work.run(db_);
    } catch (unavailable const& e) {
        core::log(core::level::error, "store", e.what());
        work.failure = nothing_stored();
    } catch (constraint_violation const& e) {
        core::log(core::level::info, "store", e.what());
        work.failure = core::error{core::errc::conflict, "This contradicts what is already stored."};
    } catch (...) {
        work.thrown = std::current_exception();
    }
    require_transaction(db_);
    if (!work.kept) db_.execute(undo_one);
    db_.execute(keep_one);
}

// One post for each executor, however many of its coroutines wait.
void write_queue::resume(std::vector<queued_write*> const& group) {
    using batch = std::vector<std::move_only_function<void()>>;
    std::vector<std::pair<boost::asio::any_io_executor, batch>> batches;
    for (auto* work : group) {
        if (!work->executor) {
            // The waiting thread may take `work` away as soon as it is told.
            auto tell = std::move(work->resume);
            tell();
            continue;
        }
        auto found = std::ranges::find(batches, work->executor, &decltype(batches)::value_type::first);
        if (found == batches.end()) found = batches.insert(found, {work->executor, batch{}});
        found->second.push_back(std::move(work->resume));
    }
    for (auto& [executor, handlers] : batches) {
        boost::asio::post(executor, [ready = std::move(handlers)]() mutable {
            for (auto& one : ready) one();
        });
    }
}

}  // namespace store
