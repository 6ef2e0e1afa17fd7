#include "identity/ledger/account_book.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace {

using identity::account_book;
using identity::budget_limit;
using identity::call_bound;
using identity::held;
using identity::lease_needed;
using identity::used_up;

core::timestamp const now = core::from_ms(1'790'000'000'000);

budget_limit const daily{.id = "b1",
                         .name = "user",
                         .unit = store::budget_unit::tokens,
                         .period = store::budget_period::day,
                         .amount = 1000};
budget_limit const monthly{.id = "b2",
                           .name = "organisation",
                           .unit = store::budget_unit::tokens,
                           .period = store::budget_period::month,
                           .amount = 5000};

call_bound call(std::int64_t prompt, std::int64_t completion) { return {prompt, completion, {}}; }

// A book whose leases are always granted as far as the limit goes: the only process.
struct alone {
    account_book book;
    std::map<std::string, std::int64_t> leased{};

    account_book::outcome reserve(std::vector<budget_limit> const& budgets, call_bound const& bound,
                                  core::timestamp at = now) {
        for (;;) {
            auto out = book.reserve(budgets, bound, at);
            auto const* needed = std::get_if<lease_needed>(&out);
            if (!needed) return out;
            auto& sum = leased[needed->of.budget_id + std::to_string(core::to_ms(needed->of.start))];
            auto const wanted = std::max(needed->missing, needed->slice);
            auto const granted = std::clamp<std::int64_t>(needed->limit - sum, 0, wanted);
            sum += granted;
            book.add_lease(needed->of, granted, sum,
                           granted == wanted ? core::timestamp() : at + std::chrono::seconds(1));
        }
    }
};

TEST(account_book, sets_aside_in_all_budgets_or_in_none) {
    alone a;
    ASSERT_TRUE(std::holds_alternative<held>(a.reserve({daily, monthly}, call(100, 800))));

    auto const second = a.reserve({monthly, daily}, call(100, 800));

    ASSERT_TRUE(std::holds_alternative<used_up>(second));
    EXPECT_EQ(std::get<used_up>(second).what.id, "b1");
    EXPECT_EQ(a.book.account("b2")->reserved(), 900);
}

TEST(account_book, gives_fewer_completion_tokens_where_the_budget_does_not_pay_for_all) {
    alone a;
    a.reserve({daily}, call(100, 700));

    auto const second = a.reserve({daily}, call(100, 700));

    ASSERT_TRUE(std::holds_alternative<held>(second));
    EXPECT_EQ(std::get<held>(second).completion_tokens, 100);
}

TEST(account_book, frees_what_was_not_used) {
    alone a;
    auto const id = std::get<held>(a.reserve({daily}, call(100, 800))).id;

    auto const charged = a.book.settle(id, {.prompt_tokens = 90, .completion_tokens = 10}, {});

    ASSERT_EQ(charged.size(), 1u);
    EXPECT_EQ(charged[0].amount, 100);
    EXPECT_EQ(a.book.account("b1")->reserved(), 0);
    EXPECT_EQ(a.book.standing(daily, now)->remaining, 900);
}

TEST(account_book, R_08_charges_what_was_produced_when_a_call_is_cancelled) {
    alone a;
    auto const id = std::get<held>(a.reserve({daily}, call(50, 500))).id;
    EXPECT_EQ(a.book.settle(id, {.prompt_tokens = 50, .completion_tokens = 50}, {}).at(0).amount, 100);
}

TEST(account_book, never_charges_more_than_was_set_aside) {
    alone a;
    auto const id = std::get<held>(a.reserve({daily}, call(10, 90))).id;
    EXPECT_EQ(a.book.settle(id, {.prompt_tokens = 5000, .completion_tokens = 90}, {}).at(0).amount, 100);
}

TEST(account_book, settles_once) {
    alone a;
    auto const id = std::get<held>(a.reserve({daily}, call(10, 90))).id;
    a.book.settle(id, {.prompt_tokens = 10}, {});
    EXPECT_TRUE(a.book.settle(id, {.prompt_tokens = 10}, {}).empty());
}

TEST(account_book, R_18_a_call_is_charged_to_the_window_in_which_it_began) {
    alone a;
    auto const id = std::get<held>(a.reserve({daily}, call(100, 800))).id;
    auto const tomorrow = now + std::chrono::days(1);
    ASSERT_TRUE(std::holds_alternative<held>(a.reserve({daily}, call(100, 800), tomorrow)));

    auto const charged = a.book.settle(id, {.prompt_tokens = 100, .completion_tokens = 800}, {});

    EXPECT_EQ(charged.at(0).window_start, identity::window_of(daily.period, now).start);
    auto const returned = a.book.end_windows(tomorrow);
    ASSERT_EQ(returned.size(), 1u);
    EXPECT_EQ(a.book.standing(daily, tomorrow)->used, 0);
}

TEST(account_book, R_18_a_budget_that_is_lowered_below_what_is_spent_has_nothing_left_and_no_less) {
    alone a;
    auto const id = std::get<held>(a.reserve({daily}, call(100, 700))).id;
    a.book.settle(id, {.prompt_tokens = 100, .completion_tokens = 700}, {});
    auto lowered = daily;
    lowered.amount = 300;

    EXPECT_TRUE(std::holds_alternative<used_up>(a.reserve({lowered}, call(1, 100))));
    EXPECT_EQ(a.book.standing(lowered, now)->remaining, 0);

    auto raised = daily;
    raised.amount = 2000;
    EXPECT_TRUE(std::holds_alternative<held>(a.reserve({raised}, call(100, 900))));
}

TEST(account_book, tells_once_that_four_fifths_are_used) {
    alone a;
    std::vector<used_up> crossed;
    for (int i = 0; i < 10; ++i) {
        auto const id = std::get<held>(a.reserve({daily}, call(50, 50))).id;
        a.book.settle(id, {.prompt_tokens = 50, .completion_tokens = 50}, {}, &crossed);
        EXPECT_EQ(crossed.size(), i < 7 ? 0u : 1u) << i;
    }
}

TEST(account_book, counts_tokens_of_a_model_without_a_price_and_no_money) {
    budget_limit const dollars{.id = "b3",
                               .name = "user",
                               .unit = store::budget_unit::nano_usd,
                               .period = store::budget_period::day,
                               .amount = 5};
    alone a;
    auto const out = a.reserve({daily, dollars}, call(100, 100));
    ASSERT_TRUE(std::holds_alternative<held>(out));
    EXPECT_EQ(a.book.settle(std::get<held>(out).id, {.prompt_tokens = 100}, {}).size(), 1u);
}

TEST(account_book, releases_what_no_call_ended_and_charges_it_nothing_afterwards) {
    alone a;
    auto const lost = std::get<held>(a.reserve({daily, monthly}, call(100, 400)));
    auto const later = now + std::chrono::minutes(10);
    auto const kept = std::get<held>(a.reserve({daily}, call(100, 200), later));

    EXPECT_EQ(a.book.sweep(now), 0u);
    EXPECT_EQ(a.book.sweep(later), 1u);

    EXPECT_EQ(a.book.account("b1")->reserved(), 300);
    EXPECT_EQ(a.book.account("b2")->reserved(), 0);
    EXPECT_TRUE(a.book.settle(lost.id, {.prompt_tokens = 100, .completion_tokens = 400}, {}).empty());
    EXPECT_EQ(a.book.settle(kept.id, {.prompt_tokens = 100, .completion_tokens = 50}, {}).size(), 1u);
    EXPECT_EQ(a.book.account("b1")->spent(), 150);
    EXPECT_EQ(a.book.open_reservations(), 0u);
}

// Calls come and end at random, and one in five is forgotten by whoever made it.
TEST(account_book, is_whole_again_after_a_sweep_whatever_was_forgotten) {
    for (unsigned seed = 0; seed < 200; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937 random(seed);
        auto const below = [&](std::uint32_t n) { return std::int64_t(random() % n); };
        alone a;
        std::vector<std::pair<std::uint64_t, core::timestamp>> open;
        std::int64_t settled = 0;
        auto at = now;
        for (int step = 0; step < 200; ++step) {
            at += std::chrono::seconds(below(60));
            auto out = a.reserve({daily, monthly}, call(1 + below(20), 1 + below(60)), at);
            if (auto const* got = std::get_if<held>(&out)) open.emplace_back(got->id, at);
            if (open.empty() || below(3) == 0) continue;
            auto const which = std::size_t(below(std::uint32_t(open.size())));
            auto const [id, since] = open[which];
            open.erase(open.begin() + std::ptrdiff_t(which));
            if (below(5) == 0) continue;
            for (auto const& part : a.book.settle(id, {.prompt_tokens = below(20), .completion_tokens = below(60)}, {}))
                if (part.budget_id == "b1") settled += part.amount;
            if (below(4) > 0) continue;
            a.book.sweep(at - std::chrono::minutes(10));
            std::erase_if(open, [&](auto const& each) { return each.second < at - std::chrono::minutes(10); });
        }

        a.book.sweep(at + std::chrono::seconds(1));

        EXPECT_EQ(a.book.open_reservations(), 0u);
        for (auto const* budget : {"b1", "b2"}) EXPECT_EQ(a.book.account(budget)->reserved(), 0) << budget;
        EXPECT_EQ(a.book.account("b1")->spent(), settled);
        EXPECT_LE(settled, daily.amount);
    }
}

}  // namespace
