#include "identity/ledger/account_book.hpp"

#include <algorithm>

namespace identity {

namespace {

// An answer of fewer tokens is none, unless no more were asked for.
constexpr std::int64_t useful_min = 16;

}  // namespace

account_book::account_ref account_book::current(budget_limit const& what, core::timestamp now) {
    auto& slot = current_[what.id];
    if (slot && now >= slot->when.end) {
        ended_.push_back(slot);
        slot.reset();
    }
    // A clock that was set back does not bring back an old window.
    if (!slot) slot = std::make_shared<window_account>(what, window_of(what.period, now), budget_account(what.amount));
    if (slot->what.amount != what.amount) {
        slot->ask_again_at = {};
        slot->warned = false;
    }
    slot->what = what;
    slot->money.set_limit(what.amount);
    return slot;
}

account_book::account_ref account_book::find(store::budget_window const& of) const {
    if (auto const found = current_.find(of.budget_id);
        found != current_.end() && found->second->when.start == of.start)
        return found->second;
    auto const same = [&](account_ref const& each) {
        return each->what.id == of.budget_id && each->when.start == of.start;
    };
    auto const found = std::ranges::find_if(ended_, same);
    return found == ended_.end() ? nullptr : *found;
}

account_book::outcome account_book::reserve(std::vector<budget_limit> const& budgets, call_bound const& bound,
                                            core::timestamp now) {
    std::vector<part> parts;
    auto possible = bound.completion_tokens;
    account_ref least;
    for (auto const& each : budgets) {
        auto account = current(each, now);
        auto const needed = bound.amount(each.unit);
        auto const room = account->money.available();
        if (room < needed && now >= account->ask_again_at)
            return lease_needed{
                {each.id, account->when.start}, needed - room, account->money.lease_for(needed), each.amount};
        auto const within = bound.completion_within(each.unit, room);
        if (within < possible) {
            possible = within;
            least = account;
        }
        parts.push_back({std::move(account), 0});
    }
    if (possible < std::min(bound.completion_tokens, useful_min)) return used_up{least->what, least->when.end};

    auto granted = bound;
    granted.completion_tokens = possible;
    for (auto& each : parts) {
        each.amount = granted.amount(each.account->what.unit);
        each.account->money.reserve(each.amount);
    }
    auto const id = next_id_++;
    open_.emplace(id, opened{now, std::move(parts)});
    return held{id, possible};
}

std::vector<llm::charge::part> account_book::settle(
    std::uint64_t id, core::usage const& used, std::optional<llm::price> const& at, std::vector<used_up>* crossed) {
    std::vector<llm::charge::part> out;
    auto const node = open_.extract(id);
    if (!node) return out;
    for (auto const& each : node.mapped().parts) {
        auto& account = *each.account;
        auto const charged = account.money.settle(each.amount, amount_of(used, account.what.unit, at));
        if (charged > 0) out.push_back({account.what.id, account.when.start, charged});
        bool const over = account.money.used() >= account.what.amount - account.what.amount / 5;
        if (over && !account.warned && crossed) crossed->push_back({account.what, account.when.start});
        account.warned = account.warned || over;
    }
    return out;
}

std::size_t account_book::sweep(core::timestamp until) {
    return std::erase_if(open_, [&](auto const& each) {
        if (each.second.since >= until) return false;
        for (auto const& part : each.second.parts) part.account->money.settle(part.amount, 0);
        return true;
    });
}

void account_book::forget(std::span<llm::charge::part const> charges) {
    for (auto const& each : charges)
        if (auto const account = find({each.budget_id, each.window_start})) account->money.forget(each.amount);
}

void account_book::add_lease(store::budget_window const& of, std::int64_t granted, std::int64_t leased_by_all,
                             core::timestamp again_at) {
    auto const account = find(of);
    if (!account) return;
    account->money.add_lease(granted, leased_by_all);
    account->ask_again_at = again_at;
}

std::optional<budget_standing> account_book::standing(budget_limit const& what, core::timestamp now) const {
    auto const found = current_.find(what.id);
    if (found == current_.end() || now >= found->second->when.end) return std::nullopt;
    auto const& money = found->second->money;
    return budget_standing{what, money.used(), std::max<std::int64_t>(0, what.amount - money.used()),
                           found->second->when.end};
}

std::vector<lease_return> account_book::end_windows(core::timestamp now) {
    std::erase_if(current_, [&](auto const& each) {
        if (now < each.second->when.end) return false;
        ended_.push_back(each.second);
        return true;
    });
    std::vector<lease_return> out;
    std::erase_if(ended_, [&](account_ref const& each) {
        if (each->money.reserved() > 0) return false;
        if (each->money.leased() > 0) out.push_back({{each->what.id, each->when.start}, each->money.unspent()});
        return true;
    });
    return out;
}

std::vector<lease_return> account_book::end_all() {
    std::vector<lease_return> out;
    for (auto const& [id, each] : current_) ended_.push_back(each);
    current_.clear();
    for (auto const& each : ended_)
        if (each->money.leased() > 0) out.push_back({{each->what.id, each->when.start}, each->money.unspent()});
    ended_.clear();
    open_.clear();
    return out;
}

budget_account const* account_book::account(std::string const& budget_id) const {
    auto const found = current_.find(budget_id);
    return found == current_.end() ? nullptr : &found->second->money;
}

}  // namespace identity
