#pragma once

#include "identity/ledger/account_book.hpp"

#include <map>
#include <random>
#include <stdexcept>
#include <vector>

namespace simulation {

struct broken_promise : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Several processes that spend the same budgets, over a database that only remembers: they reserve, settle, store what
// they charged or die before they can; windows end, budgets are edited. The exact model beside them is the sum of what
// was stored. Throws broken_promise.
class installation {
public:
    explicit installation(std::uint64_t seed) : random_(seed) {
        budgets_ = {{"day", "user", store::budget_unit::tokens, store::budget_period::day, draw(500, 5000)},
                    {"month", "group", store::budget_unit::tokens, store::budget_period::month, draw(2000, 20'000)},
                    {"dollars", "user", store::budget_unit::nano_usd, store::budget_period::day, draw(500, 50'000)}};
        for (int i = 0; i < 3; ++i) processes_.emplace_back();
    }

    void run(int steps) {
        for (int i = 0; i < steps; ++i) {
            step();
            check();
        }
        for (auto& each : processes_) finish(each);
        check();
        for (auto const& [window, leased] : leased_)
            if (leased != stored_[window]) throw broken_promise("what was given back is not what was not spent");
    }

    int calls() const { return calls_; }
    int crashes() const { return crashes_; }

private:
    using window = std::pair<std::string, core::timestamp>;
    struct call {
        std::uint64_t id = 0;
        identity::call_bound bound{};
    };
    struct process {
        identity::account_book book{};
        std::vector<call> open{};
        std::map<window, std::int64_t> leases{}, spent{};   // spent: what was stored
        std::vector<llm::charge::part> unstored{};
    };

    std::int64_t draw(std::int64_t low, std::int64_t high) {
        return std::uniform_int_distribution<std::int64_t>(low, high)(random_);
    }

    void step() {
        auto& who = processes_[std::size_t(draw(0, 2))];
        auto const what = draw(0, 99);
        if (what < 50) reserve(who);
        else if (what < 85) settle(who);
        else if (what < 92) store(who);
        else if (what < 95) crash(who);
        else if (what < 97) now_ += std::chrono::minutes(draw(1, 2000));
        else if (what < 98) give_back(who, who.book.end_windows(now_));
        else edit();
    }

    void reserve(process& who) {
        identity::call_bound const bound{draw(0, 200), draw(1, 600), llm::price{3'000'000, 5'000'000, 1'000'000}};
        std::vector<identity::budget_limit> mine;
        for (auto const& each : budgets_)
            if (draw(0, 3) > 0) mine.push_back(each);
        for (int round = 0; round < 20; ++round) {
            auto const out = who.book.reserve(mine, bound, now_);
            if (auto const* needed = std::get_if<identity::lease_needed>(&out)) {
                lease(who, *needed);
                continue;
            }
            if (auto const* got = std::get_if<identity::held>(&out)) {
                if (got->completion_tokens > bound.completion_tokens) throw broken_promise("more than was asked for");
                auto granted = bound;
                granted.completion_tokens = got->completion_tokens;
                who.open.push_back({got->id, granted});
                ++calls_;
            }
            return;
        }
        throw broken_promise("asks for leases without end");
    }

    void lease(process& who, identity::lease_needed const& needed) {
        window const of{needed.of.budget_id, needed.of.start};
        auto const wanted = std::max(needed.missing, needed.slice);
        auto const granted = std::clamp<std::int64_t>(needed.limit - leased_[of], 0, wanted);
        leased_[of] += granted;
        most_[of] = std::max(most_[of], needed.limit);
        who.leases[of] += granted;
        who.book.add_lease(needed.of, granted, leased_[of],
                           granted == wanted ? core::timestamp() : now_ + std::chrono::seconds(1));
    }

    // Anything from nothing to far more than the provider was allowed.
    void settle(process& who) {
        if (who.open.empty()) return;
        auto const at = who.open.begin() + draw(0, std::int64_t(who.open.size()) - 1);
        core::usage used{.prompt_tokens = draw(0, 2 * at->bound.prompt_tokens)};
        used.completion_tokens = draw(0, at->bound.completion_tokens + (draw(0, 9) == 0 ? 100'000 : 0));
        auto const charged = who.book.settle(at->id, used, at->bound.at);
        who.unstored.insert(who.unstored.end(), charged.begin(), charged.end());
        who.open.erase(at);
    }

    void store(process& who) {
        for (auto const& each : who.unstored) {
            window const of{each.budget_id, each.window_start};
            stored_[of] += each.amount;
            who.spent[of] += each.amount;
        }
        who.unstored.clear();
    }

    // What the next start does for a dead process.
    void crash(process& who) {
        for (auto const& [of, amount] : who.leases) leased_[of] -= amount - who.spent[of];
        who = process();
        ++crashes_;
    }

    void give_back(process& who, std::vector<identity::lease_return> const& what) {
        store(who);
        for (auto const& each : what) {
            window const of{each.of.budget_id, each.of.start};
            if (each.unspent < 0) throw broken_promise("spent more than was leased");
            leased_[of] -= each.unspent;
            who.leases.erase(of);
            who.spent.erase(of);
        }
    }

    void finish(process& who) {
        while (!who.open.empty()) settle(who);
        if (who.book.open_reservations() != 0) throw broken_promise("a reservation is left");
        for (auto const& each : budgets_)
            if (auto const* account = who.book.account(each.id); account && account->reserved() != 0)
                throw broken_promise("reservations do not return to zero");
        give_back(who, who.book.end_all());
    }

    void edit() {
        auto& which = budgets_[std::size_t(draw(0, 2))];
        which.amount = draw(0, 2 * which.amount + 500);
    }

    // No window ever has more stored, or leased, than the highest limit that it was leased under.
    void check() const {
        for (auto const& [of, amount] : stored_)
            if (amount > most_.at(of)) throw broken_promise("more was settled than the limit");
        for (auto const& [of, amount] : leased_) {
            if (amount > most_.at(of)) throw broken_promise("more was leased than the limit");
            if (amount < 0) throw broken_promise("more was given back than was leased");
        }
        for (auto const& who : processes_)
            for (auto const& each : budgets_)
                if (auto const how = who.book.standing(each, now_); how && how->remaining < 0)
                    throw broken_promise("a negative rest");
    }

    std::mt19937_64 random_;
    core::timestamp now_ = core::from_ms(1'790'000'000'000);
    std::vector<identity::budget_limit> budgets_;
    std::vector<process> processes_;
    std::map<window, std::int64_t> leased_, stored_, most_;
    int calls_ = 0, crashes_ = 0;
};

}  // namespace simulation
