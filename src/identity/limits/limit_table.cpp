#include "identity/limits/limit_table.hpp"

#include "identity/name_list.hpp"

#include <boost/describe/enum_to_string.hpp>

#include <algorithm>

namespace identity {

namespace {

std::string subject_key(store::budget_subject kind, std::string_view id) {
    return std::string(boost::describe::enum_to_string(kind, "")) + '/' + std::string(id);
}

// A day's and a month's budget of one unit, as the tier gives it to each user.
void add_tiers(std::vector<budget_limit>& out, core::principal const& who, store::budget_unit unit,
               std::optional<std::int64_t> daily, std::optional<std::int64_t> monthly) {
    std::string_view const what = unit == store::budget_unit::tokens ? "tokens" : "dollars";
    auto const add = [&](std::optional<std::int64_t> amount, store::budget_period period, std::string_view when) {
        if (!amount) return;
        auto id = "tier/" + std::string(what) + "/" + std::string(when) + "/" + who.user_id;
        out.push_back({std::move(id), "tier " + who.tier, unit, period, *amount});
    };
    add(daily, store::budget_period::day, "day");
    add(monthly, store::budget_period::month, "month");
}

}  // namespace

limit_table::limit_table(std::vector<store::tier_row> tiers, std::vector<store::budget_row> const& budgets,
                         std::int64_t version)
    : tiers_(std::move(tiers)), version_(version) {
    for (auto const& each : tiers_)
        opened_.push_back({.known = true, .models = read_names(each.models), .features = read_names(each.features)});
    for (auto const& each : budgets)
        budgets_[subject_key(each.subject, each.subject_id)].push_back(
            {each.id, boost::describe::enum_to_string(each.subject, ""), each.unit, each.period, each.amount});
}

store::tier_row const* limit_table::tier(std::string_view name) const {
    auto const found = std::ranges::find(tiers_, name, &store::tier_row::name);
    return found == tiers_.end() ? nullptr : &*found;
}

bool opened::has(std::string_view feature) const { return std::ranges::find(features, feature) != features.end(); }

opened const& limit_table::opened_by(std::string_view tier) const {
    static opened const nothing;
    auto const found = std::ranges::find(tiers_, tier, &store::tier_row::name);
    return found == tiers_.end() ? nothing : opened_[std::size_t(found - tiers_.begin())];
}

std::string limit_table::lowest_tier(std::function<bool(opened const&)> const& enough) const {
    auto const found = std::ranges::find_if(opened_, enough);
    return found == opened_.end() ? std::string() : tiers_[std::size_t(found - opened_.begin())].name;
}

std::optional<std::int64_t> limit_table::daily_tokens_of(core::principal const& who) const {
    std::optional<std::int64_t> out;
    for (auto const& each : budgets_of(who, {}))
        if (each.unit == store::budget_unit::tokens && each.period == store::budget_period::day)
            out = std::min(out.value_or(each.amount), each.amount);
    return out;
}

std::vector<budget_limit> limit_table::budgets_of(core::principal const& who,
                                                  std::string const& conversation_id) const {
    std::vector<budget_limit> out;
    if (auto const* of = tier(who.tier)) {
        add_tiers(out, who, store::budget_unit::tokens, of->daily_tokens, of->monthly_tokens);
        add_tiers(out, who, store::budget_unit::nano_usd, of->daily_nano_usd, of->monthly_nano_usd);
    }
    if (budgets_.empty()) return out;
    using enum store::budget_subject;
    add(out, key, who.key_id);
    add(out, user, who.user_id);
    for (auto const& each : who.groups) add(out, group, each);
    add(out, conversation, conversation_id);
    add(out, organisation, who.organisation_id);
    add(out, global, {});
    return out;
}

void limit_table::add(std::vector<budget_limit>& out, store::budget_subject kind, std::string const& id) const {
    if (id.empty() && kind != store::budget_subject::global) return;
    auto const found = budgets_.find(subject_key(kind, id));
    if (found != budgets_.end()) out.insert(out.end(), found->second.begin(), found->second.end());
}

}  // namespace identity
