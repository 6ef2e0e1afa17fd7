#pragma once

#include "identity/ledger/budget_account.hpp"
#include "identity/ledger/call_bound.hpp"
#include "identity/ledger/period.hpp"
#include "identity/limits/limit_table.hpp"
#include "llm/meter.hpp"
#include "store/repositories/budget_leases.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

namespace identity {

// Room was set aside in all of a call's budgets.
struct held {
    std::uint64_t id = 0;
    std::int64_t completion_tokens = 0;   // what the budgets pay for, at most what was asked
};

// Nothing was set aside: first a lease of this budget.
struct lease_needed {
    store::budget_window of;
    std::int64_t missing = 0;   // for this call alone
    std::int64_t slice = 0;     // that saves the next calls a lease of their own
    std::int64_t limit = 0;
};

// Nothing was set aside: too little is left of this budget.
struct used_up {
    budget_limit what;
    core::timestamp until{};   // when its next window begins; of a crossing, when its own did
};

// How a budget stands in its current window.
struct budget_standing {
    budget_limit what;
    std::int64_t used = 0;
    std::int64_t remaining = 0;
    core::timestamp resets_at{};
};

// What a process that ends, or whose window has ended, gives back.
struct lease_return {
    store::budget_window of;
    std::int64_t unspent = 0;
};

// All budgets of one process: sets aside all or nothing over several of them, always in the order given, and keeps each
// call to the window in which it began. Pure: no I/O, time is an argument. What must be leased it only says.
//
// Whoever holds a reservation settles it on every exit path, destructors included; those of a process that died end
// with its leases. One that is open for longer than any call can last was forgotten all the same, and sweep() ends it.
class account_book {
public:
    using outcome = std::variant<held, lease_needed, used_up>;

    // A call that the budgets can only pay in part gets fewer completion tokens, unless so few that they are no use.
    outcome reserve(std::vector<budget_limit> const& budgets, call_bound const& bound, core::timestamp now);

    // Charges what was used, in each budget at most what was set aside. `crossed` gets the windows of which four fifths
    // are used since.
    std::vector<llm::charge::part> settle(std::uint64_t id, core::usage const& used,
                                          std::optional<llm::price> const& at, std::vector<used_up>* crossed = nullptr);

    // Frees what was set aside before `until` and never settled; settling it later charges nothing. Returns how many.
    std::size_t sweep(core::timestamp until);

    // Takes back charges that another process is going to make.
    void forget(std::span<llm::charge::part const> charges);

    // The answer to a lease_needed. Where nothing could be had, asking again is put off to `again_at`.
    void add_lease(store::budget_window const& of, std::int64_t granted, std::int64_t leased_by_all,
                   core::timestamp again_at);

    // How a budget stands, as far as this process knows. Nothing for one that it has not used.
    std::optional<budget_standing> standing(budget_limit const& what, core::timestamp now) const;

    // The leases of windows that have ended and in which nothing is open any more; or simply all of them.
    std::vector<lease_return> end_windows(core::timestamp now);
    std::vector<lease_return> end_all();

    std::size_t open_reservations() const { return open_.size(); }
    budget_account const* account(std::string const& budget_id) const;

private:
    struct window_account {
        budget_limit what;
        period_window when;
        budget_account money;
        core::timestamp ask_again_at{};
        bool warned = false;
    };
    using account_ref = std::shared_ptr<window_account>;
    struct part {
        account_ref account;
        std::int64_t amount = 0;
    };

    struct opened {
        core::timestamp since{};
        std::vector<part> parts;
    };

    account_ref current(budget_limit const& what, core::timestamp now);
    account_ref find(store::budget_window const& of) const;

    std::unordered_map<std::string, account_ref> current_;  // by id of the budget
    std::vector<account_ref> ended_;  // windows that are over
    std::unordered_map<std::uint64_t, opened> open_;
    std::uint64_t next_id_ = 1;
};

}  // namespace identity
