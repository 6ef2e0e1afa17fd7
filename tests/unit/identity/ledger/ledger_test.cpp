#include "identity/ledger/ledger.hpp"

#include "core/block_on.hpp"
#include "core/id.hpp"
#include "identity/ledger/charged_usage.hpp"
#include "store/local_user.hpp"
#include "store/repositories/cost_events.hpp"
#include "store/repositories/usage_days.hpp"
#include "support/manual_clock.hpp"
#include "support/on_loop.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace {

using core::errc;

// A ledger over a database of its own. It can die and come back.
class ledger : public testing::Test {
protected:
    ledger() { start(); }
    ~ledger() override {
        money.reset();
        loops.stop();
        loops.join();
    }

    void start() {
        if (!running) loops.start();
        running = true;
        money.emplace(db, limits, rates, models, clock, metrics, loops.context(0).get_executor());
        ASSERT_TRUE(money->begin());
    }

    std::string give_budget(store::budget_unit unit, std::int64_t amount,
                            store::budget_subject subject = store::budget_subject::user,
                            std::string subject_id = store::local_user_id) {
        store::budget_row row{.id = core::new_id(clock.now()), .organisation_id = store::local_organisation_id};
        row.subject = subject;
        row.subject_id = std::move(subject_id);
        row.unit = unit;
        row.amount = amount;
        auto work = [&](store::connection& c) -> core::result<void> {
            store::budgets::insert(c, row);
            return {};
        };
        EXPECT_TRUE(db.write_now(work));
        EXPECT_TRUE(limits.load());
        return row.id;
    }

    void change_tier(std::function<void(store::tier_row&)> change) {
        auto work = [&](store::connection& c) -> core::result<void> {
            for (auto row : store::tiers::list(c)) {
                change(row);
                store::tiers::update(c, row);
            }
            return {};
        };
        ASSERT_TRUE(db.write_now(work));
        ASSERT_TRUE(limits.load());
    }

    static llm::metered_call call(std::int64_t prompt, std::int64_t completion) {
        llm::metered_call out{.who = store::local_user(), .provider = "demo", .model = "demo", .purpose = "chat"};
        out.prompt_tokens = prompt;
        out.completion_tokens_max = completion;
        return out;
    }

    core::result<llm::reservation> reserve(llm::metered_call what) {
        return support::on_loop(loops, money->reserve(std::move(what)));
    }

    void store(llm::charge const& charge) {
        auto work = [&](store::connection& c) -> core::result<void> {
            identity::store_charges(c, {store::local_user(), {}, {}}, {&charge, 1}, clock.now());
            return {};
        };
        ASSERT_TRUE(db.write_now(work));
    }

    store::window_use use_of(std::string const& budget) {
        auto work = [&](store::connection& c) -> core::result<store::window_use> {
            return store::budget_leases::used(c, {budget,
                                                  identity::window_of(store::budget_period::month, clock.now()).start});
        };
        return *db.read_now(work);
    }

    support::temporary_folder folder;
    support::manual_clock clock;
    core::metrics metrics;
    net::loops loops{2};
    store::database db{{.file = folder.path() / "test.db", .sync = store::synchronous::off}, clock};
    identity::current_limits limits{db};
    identity::request_limits rates{limits, {}, metrics};
    llm::known_models models{
        llm::model_book::parse(R"({"models": [{"id": "demo/demo", "input": 1000, "output": 1000}]})").value()};
    std::optional<identity::ledger> money;
    bool running = false;
};

TEST_F(ledger, charges_tokens_and_money_to_every_budget_of_the_caller) {
    give_budget(store::budget_unit::tokens, 10'000);
    give_budget(store::budget_unit::nano_usd, 10'000'000'000, store::budget_subject::organisation,
                store::local_organisation_id);

    auto room = reserve(call(10, 100));
    ASSERT_TRUE(room);
    auto const charge = money->settle(std::move(*room), {.prompt_tokens = 12, .completion_tokens = 30}, {});

    EXPECT_EQ(charge.nano_usd, 42 * 1'000'000);
    ASSERT_EQ(charge.budgets.size(), 2u);
    EXPECT_EQ(charge.budgets[0].amount, 42);
    EXPECT_EQ(charge.budgets[1].amount, 42 * 1'000'000);
    EXPECT_EQ(money->open_reservations(), 0u);
}

TEST_F(ledger, caps_the_output_to_what_the_budget_holds_and_then_refuses) {
    give_budget(store::budget_unit::tokens, 200);

    auto first = reserve(call(10, 4000));
    ASSERT_TRUE(first);
    EXPECT_LT(first->completion_tokens_max, 200);
    auto const second = reserve(call(10, 4000));

    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, errc::budget_exceeded);
    auto const ends = identity::window_of(store::budget_period::month, clock.now()).end;
    EXPECT_EQ(second.error().retry_after_s, std::chrono::ceil<std::chrono::seconds>(ends - clock.now()).count());
    EXPECT_EQ(second.error().limit, 200);
}

TEST_F(ledger, R_13_admits_whoever_waited_for_the_next_window) {
    give_budget(store::budget_unit::tokens, 200);
    money->settle(*reserve(call(10, 4000)), {.prompt_tokens = 10, .completion_tokens = 150}, {});
    auto const refused = reserve(call(80, 4000));
    ASSERT_FALSE(refused);

    clock.advance(std::chrono::seconds(*refused.error().retry_after_s));

    EXPECT_TRUE(reserve(call(80, 4000)));
}

TEST_F(ledger, a_reservation_that_is_dropped_gives_everything_back) {
    give_budget(store::budget_unit::tokens, 200);

    { auto const dropped = reserve(call(10, 4000)); }

    EXPECT_EQ(money->open_reservations(), 0u);
    EXPECT_TRUE(reserve(call(10, 100)));
}

TEST_F(ledger, R_01_reserves_the_tokens_of_a_minute_before_the_call) {
    change_tier([](auto& row) { row.tokens_per_minute = 100; });

    int admitted = 0;
    std::vector<llm::reservation> open;
    for (int i = 0; i < 5; ++i)
        if (auto room = reserve(call(0, 40))) {
            ++admitted;
            open.push_back(std::move(*room));
        }

    EXPECT_EQ(admitted, 1);   // 16 tokens of margin for the prompt and 40 for the answer, twice, are more than 100
}

TEST_F(ledger, gives_back_the_tokens_of_a_minute_that_were_not_needed) {
    change_tier([](auto& row) { row.tokens_per_minute = 100; });
    for (int i = 0; i < 20; ++i) {
        auto room = reserve(call(0, 60));
        ASSERT_TRUE(room) << i;
        money->settle(std::move(*room), {.completion_tokens = 1}, {});
    }
}

TEST_F(ledger, R_03_the_tiers_budget_holds_for_a_user_whom_nobody_has_seen_before) {
    change_tier([](auto& row) { row.daily_tokens = 300; });
    std::vector<llm::reservation> open;
    std::int64_t reserved = 0;
    for (int i = 0; i < 10; ++i) {
        auto one = call(0, 84);
        one.who.user_id = "never-seen";
        if (auto room = reserve(std::move(one))) {
            reserved += 16 + room->completion_tokens_max;
            open.push_back(std::move(*room));
        }
    }
    EXPECT_EQ(reserved, 300);
}

TEST_F(ledger, R_06_gives_back_what_a_dead_process_had_leased_and_not_spent) {
    auto const budget = give_budget(store::budget_unit::tokens, 10'000);
    auto answered = reserve(call(10, 500));
    store(money->settle(std::move(*answered), {.prompt_tokens = 10, .completion_tokens = 90}, {}));
    auto const unfinished = reserve(call(10, 500));
    ASSERT_GT(use_of(budget).leased, 100);

    identity::ledger next(db, limits, rates, models, clock, metrics, loops.context(0).get_executor());
    ASSERT_TRUE(next.begin());

    EXPECT_EQ(use_of(budget).leased, 100);
    EXPECT_EQ(use_of(budget).on_lease, 0);
}

TEST_F(ledger, gives_back_its_leases_when_it_stops) {
    auto const budget = give_budget(store::budget_unit::tokens, 10'000);
    store(money->settle(*reserve(call(10, 500)), {.prompt_tokens = 10, .completion_tokens = 90}, {}));

    support::on_loop(loops, money->stop());

    EXPECT_EQ(use_of(budget).leased, 100);
    EXPECT_EQ(use_of(budget).on_lease, 0);
}

TEST_F(ledger, a_slice_is_at_most_a_hundredth_of_the_limit_or_ten_calls) {
    auto const budget = give_budget(store::budget_unit::tokens, 1'000'000);
    auto const room = reserve(call(0, 84));
    EXPECT_EQ(use_of(budget).leased, 1000);   // ten calls of 100 are less than a hundredth
}

TEST_F(ledger, R_06_charges_what_a_lost_attempt_left_and_never_more_than_there_is) {
    give_budget(store::budget_unit::tokens, 100);

    auto const charge = support::on_loop(loops, money->charge_lost(call(50, 500)));

    EXPECT_EQ(charge.how, llm::attempt_outcome::lost);
    EXPECT_EQ(charge.used.total(), 550);
    ASSERT_EQ(charge.budgets.size(), 1u);
    EXPECT_EQ(charge.budgets[0].amount, 100);
}

TEST_F(ledger, takes_back_charges_that_the_next_process_makes) {
    give_budget(store::budget_unit::tokens, 200);
    auto const charge = money->settle(*reserve(call(10, 170)), {.prompt_tokens = 10, .completion_tokens = 150}, {});

    money->forget({&charge, 1});

    EXPECT_EQ(reserve(call(10, 100))->completion_tokens_max, 100);
}

TEST_F(ledger, R_09_sums_every_attempt_under_who_caused_it) {
    llm::charge charge{.provider = "demo", .model = "demo", .purpose = "title"};
    charge.used = {.prompt_tokens = 5, .completion_tokens = 2};
    charge.nano_usd = 7;
    store(charge);
    charge.how = llm::attempt_outcome::failed;
    store(charge);

    auto work = [&](store::connection& c) -> core::result<std::vector<store::usage_row>> {
        store::cost_events::sum_up(c);
        store::cost_events::sum_up(c);
        auto const today = store::day_of(clock.now());
        return store::usage_days::report(c, {.organisation_id = store::local_organisation_id,
                                             .user_id = store::local_user_id,
                                             .by = store::usage_by::purpose,
                                             .from = today,
                                             .to = today});
    };
    auto const rows = *db.write_now(work);

    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].key, "title");
    EXPECT_EQ(rows[0].requests, 2);
    EXPECT_EQ(rows[0].errors, 1);
    EXPECT_EQ(rows[0].nano_usd, 14);
}

core::task<> hammer(identity::ledger& money, int calls, std::atomic<std::int64_t>& charged, std::atomic<int>& held) {
    for (int i = 0; i < calls; ++i) {
        llm::metered_call what{.who = store::local_user(), .provider = "demo", .model = "demo", .purpose = "chat"};
        what.completion_tokens_max = 84;
        auto room = co_await money.reserve(std::move(what));
        if (!room) continue;
        ++held;
        auto const charge = money.settle(std::move(*room), {.completion_tokens = 1 + i % 3}, {});
        for (auto const& each : charge.budgets) charged += each.amount;
    }
}

TEST_F(ledger, R_02_64_threads_that_hammer_one_budget_never_pass_it) {
    change_tier([](auto& row) { row.tokens_per_minute = std::nullopt; });
    constexpr std::int64_t limit = 40'000;
    auto const budget = give_budget(store::budget_unit::tokens, limit);
    constexpr int threads = 64, calls = 400;
    std::atomic<std::int64_t> charged = 0;
    std::atomic<int> held = 0;
    auto const began = std::chrono::steady_clock::now();
    {
        std::vector<std::jthread> all;
        for (int i = 0; i < threads; ++i)
            all.emplace_back([&] {
                boost::asio::io_context loop(1);
                auto done = boost::asio::co_spawn(loop, hammer(*money, calls, charged, held), boost::asio::use_future);
                loop.run();
                done.get();
            });
    }
    std::chrono::duration<double> const took = std::chrono::steady_clock::now() - began;
    std::printf("%d reservations held and %d asked for in %.2f s: %.0f a second\n", held.load(), threads * calls,
                took.count(), threads * calls / took.count());

    EXPECT_LE(charged.load(), limit);
    EXPECT_GT(charged.load(), limit / 2);
    EXPECT_LE(use_of(budget).leased, limit);
    EXPECT_EQ(money->open_reservations(), 0u);
}

}  // namespace
