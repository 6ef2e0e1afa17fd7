#include "store/database.hpp"

#include "core/log.hpp"

#include <future>

namespace store {

namespace {

connection_options for_writer(database_options const& options) {
    return {.sync = options.sync, .vfs = options.vfs, .cache_kib = options.writer_cache_kib};
}

}  // namespace

database::database(database_options const& options, core::clock const& clock)
    : database(options, embedded_migrations(dialect::sqlite), clock.now()) {}

database::database(database_options const& options, std::vector<migration> const& schema, core::timestamp now)
    : options_(options), writer_(options.file, for_writer(options)),
      read_threads_("database.read", options.readers, options.read_queue_max),
      queue_(writer_, options.write_queue_max, options.write_group_max) {
    migrate(writer_, schema, now);
}

database::~database() = default;

core::error database::refusal(unavailable const& e) {
    core::log(core::level::error, "store", e.what());
    core::error out(core::errc::unavailable, "The database can't be used at the moment; try again shortly.");
    out.retryable = true;
    return out;
}

// Readers are opened at first use and kept: one for each thread, and one for each blocking caller beside them.
database::lease::lease(database& owner) : owner_(owner) {
    held_ = owner.idle_readers_.with([](auto& idle) -> std::unique_ptr<connection> {
        if (idle.empty()) return nullptr;
        auto last = std::move(idle.back());
        idle.pop_back();
        return last;
    });
    if (!held_) held_ = owner.open_reader();
}

database::lease::~lease() {
    owner_.idle_readers_.with([&](auto& idle) { idle.push_back(std::move(held_)); });
}

std::unique_ptr<connection> database::open_reader() const {
    connection_options const options{
        .read_only = true, .sync = options_.sync, .vfs = options_.vfs, .cache_kib = options_.reader_cache_kib};
    return std::make_unique<connection>(options_.file, options);
}

core::task<> database::perform(queued_write& work) {
    // Tracked, so that the caller's loop stays alive until the writer has answered.
    work.executor =
        core::asio::prefer(co_await core::asio::this_coro::executor, core::asio::execution::outstanding_work.tracked);
    bool taken = true;
    auto initiate = [&](auto handler) {
        // The handler keeps the waiting frames alive, and `work` with them.
        work.resume = [handler = std::move(handler)]() mutable { std::move(handler)(); };
        taken = queue_.add(work);
        if (!taken) core::asio::post(work.executor, std::move(work.resume));
    };
    co_await core::asio::async_initiate<core::asio::use_awaitable_t<> const, void()>(initiate,
                                                                                     core::asio::use_awaitable);
    if (!taken) work.failure = core::error{core::errc::unavailable, "The server is busy; try again shortly."};
}

void database::perform_now(queued_write& work) {
    // Shared, because set_value() may still be returning when the caller has gone on.
    auto const done = std::make_shared<std::promise<void>>();
    work.resume = [done] { done->set_value(); };
    if (queue_.add(work)) {
        done->get_future().wait();
    } else {
        work.failure = core::error{core::errc::unavailable, "The server is busy; try again shortly."};
    }
}

}  // namespace store
