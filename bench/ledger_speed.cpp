// ledger_speed [CALLS]: 64 threads reserve and settle against one budget, CALLS times each, until it is used up; then
// pass as often through one bare mutex. Prints one line of JSON: the microseconds of one of each on the wall clock, the
// budget, and what was charged to it. Exits with 1 when more than the budget was charged.
#include "core/clock.hpp"
#include "core/guarded.hpp"
#include "core/id.hpp"
#include "identity/ledger/ledger.hpp"
#include "net/loops.hpp"
#include "store/local_user.hpp"
#include "store/repositories/budgets.hpp"
#include "store/repositories/tiers.hpp"

#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <thread>

namespace {

constexpr int threads = 64;

// A database that goes away with the run, on the disk as a server's is, because leases are committed.
class scratch_folder {
public:
    scratch_folder() {
        std::string name = "ledger-XXXXXX";
        if (!mkdtemp(name.data())) std::abort();
        path = name;
    }
    ~scratch_folder() { std::filesystem::remove_all(path); }

    std::filesystem::path path;
};

// The budget is the only limit: requests and tokens of a minute are not what is measured.
std::string arrange(store::database& db, core::clock const& time, std::int64_t amount) {
    store::budget_row row{.id = core::new_id(time.now()), .organisation_id = store::local_organisation_id};
    row.subject = store::budget_subject::user;
    row.subject_id = store::local_user_id;
    row.unit = store::budget_unit::tokens;
    row.amount = amount;
    auto work = [&](store::connection& c) -> core::result<void> {
        store::budgets::insert(c, row);
        for (auto tier : store::tiers::list(c)) {
            tier.tokens_per_minute = std::nullopt;
            store::tiers::update(c, tier);
        }
        return {};
    };
    if (!db.write_now(work)) std::abort();
    return row.id;
}

core::task<> spend(identity::ledger& money, int calls, std::atomic<std::int64_t>& charged) {
    for (int i = 0; i < calls; ++i) {
        llm::metered_call what{.who = store::local_user(), .provider = "demo", .model = "demo", .purpose = "chat"};
        what.completion_tokens_max = 100;
        auto room = co_await money.reserve(std::move(what));
        if (!room) continue;
        auto const charge = money.settle(std::move(*room), {.completion_tokens = 1 + i % 3}, {});
        for (auto const& each : charge.budgets) charged += each.amount;
    }
}

// Microseconds of one of `calls` on each thread.
template <typename Work>
double each_takes(int calls, Work work) {
    auto const began = std::chrono::steady_clock::now();
    {
        std::vector<std::jthread> all;
        for (int i = 0; i < threads; ++i) all.emplace_back(work);
    }
    std::chrono::duration<double, std::micro> const took = std::chrono::steady_clock::now() - began;
    return took.count() / threads / calls;
}

}  // namespace

int main(int count, char** words) {
    int const calls = count > 1 ? std::atoi(words[1]) : 4000;
    std::int64_t const budget = std::int64_t(threads) * calls * 2 * 3 / 4;  // a call takes 2: a quarter finds nothing

    scratch_folder folder;
    core::system_clock clock;
    core::metrics metrics;
    net::loops loops{1};
    store::database db{{.file = folder.path / "bench.db"}, clock};
    identity::current_limits limits{db};
    identity::request_limits rates{limits, {}, metrics};
    loops.start();
    std::atomic<std::int64_t> charged = 0;
    double reservation = 0;
    llm::known_models const models{llm::model_book()};
    {
        identity::ledger money(db, limits, rates, models, clock, metrics, loops.context(0).get_executor());
        arrange(db, clock, budget);
        if (!money.begin()) return 1;
        reservation = each_takes(calls, [&] {
            boost::asio::io_context loop(1);
            auto done = boost::asio::co_spawn(loop, spend(money, calls, charged), boost::asio::use_future);
            loop.run();
            done.get();
        });
    }
    loops.stop();
    loops.join();

    core::guarded<std::int64_t> counter{0};
    auto const mutex = each_takes(calls, [&] {
        for (int i = 0; i < calls; ++i) counter.with([](auto& value) { ++value; });
    });
    fmt::print(R"({{"reservation_us": {:.3f}, "mutex_us": {:.4f}, "budget": {}, "charged": {}}})"
               "\n",
               reservation, mutex, budget, charged.load());
    return charged > budget ? 1 : 0;
}
