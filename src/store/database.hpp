#pragma once

#include "core/async.hpp"
#include "core/clock.hpp"
#include "core/guarded.hpp"
#include "core/pool.hpp"
#include "store/migrations.hpp"
#include "store/sqlite/transaction.hpp"
#include "store/write_queue.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace store {

struct database_options {
    std::filesystem::path file;                        // its -wal and -shm lie beside it
    synchronous sync = synchronous::full;
    std::string vfs{};                                 // a test's; empty: SQLite's own
    std::size_t readers = 2;                           // threads, each with a connection
    std::size_t read_queue_max = 1024;
    std::size_t write_queue_max = 4096;
    std::size_t write_group_max = 256;                 // writes in one commit
    int writer_cache_kib = 8192;
    int reader_cache_kib = 2048;
};

// parlance.db: the truth. One writer thread, a few readers; all SQL runs on their threads, never on a loop.
// Thread-safe. Outlives every call; the loops of the callers must outlive it.
class database {
public:
    // Opens or creates the file and brings its schema up to date. Throws cannot_open, unavailable or fault.
    database(database_options const& options, core::clock const& clock);
    database(database_options const& options, std::vector<migration> const& schema, core::timestamp now);
    ~database();

    // Runs `f`, a plain function `core::result<R>(connection&)`, inside a transaction on the writer thread. Writes that
    // wait at the same time share one commit, each in a savepoint of its own. The caller resumes, on its own executor,
    // once the commit is durable. An error that f returns undoes its changes; what it throws undoes them and is thrown
    // here (a constraint_violation becomes errc::conflict). errc::unavailable: nothing was stored, because the queue or
    // the disk is full or the commit failed. Cancellation does not interrupt a write.
    template <class F>
    core::task<std::invoke_result_t<F&, connection&>> write(F f) {
        write_of<F> work(f);
        co_await perform(work.job);
        co_return work.outcome();
    }

    // The same for an `f` that changes nothing but the database, so that it can be run again: cheaper, because a group
    // of nothing else needs no savepoints unless one of them has to be undone.
    template <class F>
    core::task<std::invoke_result_t<F&, connection&>> write_repeatable(F f) {
        write_of<F> work(f);
        work.job.repeatable = true;
        co_await perform(work.job);
        co_return work.outcome();
    }

    // Runs `f`, a plain function `core::result<R>(connection&)`, on a reader's thread against one state of the
    // database, which no writer blocks. errc::unavailable when too many reads wait or the file can't be read. What f
    // throws is thrown here. Cancellation does not interrupt a read.
    template <class F>
    core::task<std::invoke_result_t<F&, connection&>> read(F f) {
        auto work = [this, &f] { return run_read(f); };
        co_return co_await core::offload(read_threads_, std::move(work));
    }

    // The same for start-up, shutdown and the command line: they block the calling thread, which must be no loop.
    template <class F>
    std::invoke_result_t<F&, connection&> write_now(F f) {
        write_of<F> work(f);
        perform_now(work.job);
        return work.outcome();
    }
    template <class F>
    std::invoke_result_t<F&, connection&> read_now(F f) {
        return run_read(f);
    }

private:
    // Holds what f returned until the group's commit has decided about it.
    template <class F>
    struct write_of {
        using result = std::invoke_result_t<F&, connection&>;

        explicit write_of(F& f) {
            job.run = [this, &f](connection& db) {
                value.emplace(f(db));
                return value->has_value();
            };
        }
        write_of(write_of const&) = delete;

        result outcome() {
            if (job.failure) return *job.failure;
            if (job.thrown) std::rethrow_exception(job.thrown);
            return std::move(*value);
        }

        std::optional<result> value;
        queued_write job;
    };

    // Lends a reader's connection for one scope.
    class lease {
    public:
        explicit lease(database& owner);
        ~lease();
        connection& operator*() const { return *held_; }

    private:
        database& owner_;
        std::unique_ptr<connection> held_;
    };

    template <class F>
    std::invoke_result_t<F&, connection&> run_read(F& f) {
        try {
            lease const db(*this);
            transaction snapshot(*db, transaction::kind::read);
            auto out = f(*db);
            snapshot.commit();
            return out;
        } catch (unavailable const& e) {
            return refusal(e);
        }
    }

    static core::error refusal(unavailable const& e);
    std::unique_ptr<connection> open_reader() const;
    core::task<> perform(queued_write& work);
    void perform_now(queued_write& work);

    database_options options_;
    connection writer_;
    core::guarded<std::vector<std::unique_ptr<connection>>> idle_readers_;
    core::pool read_threads_;
    write_queue queue_;
};

}  // namespace store
