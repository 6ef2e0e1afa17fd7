#pragma once

#include "core/principal.hpp"
#include "store/repositories/budgets.hpp"
#include "store/repositories/tiers.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace identity {

// One limit on what somebody may use in a period.
struct budget_limit {
    std::string id;
    std::string name;   // whose it is, for people: "your tier", "organisation"
    store::budget_unit unit = store::budget_unit::tokens;
    store::budget_period period = store::budget_period::month;
    std::int64_t amount = 0;

    bool operator==(budget_limit const&) const = default;
};

// What a tier opens.
struct opened {
    bool known = false;                 // there is such a tier
    std::vector<std::string> models{};  // empty: all
    std::vector<std::string> features{};

    bool has(std::string_view feature) const;
};

// All tiers and budgets as they stood at one moment. Immutable once made, so that everybody may share it.
class limit_table {
public:
    limit_table(std::vector<store::tier_row> tiers, std::vector<store::budget_row> const& budgets,
                std::int64_t version);

    std::int64_t version() const { return version_; }

    // Null for a tier that is not there: its accounts have the limits of no tier.
    store::tier_row const* tier(std::string_view name) const;

    // Nothing for a tier that is not there.
    opened const& opened_by(std::string_view tier) const;

    // The lowest tier that opens enough; empty: none does.
    std::string lowest_tier(std::function<bool(opened const&)> const& enough) const;

    // The least that one of their budgets allows of tokens a day; nothing: no limit.
    std::optional<std::int64_t> daily_tokens_of(core::principal const& who) const;

    // The budgets that a call of `who` in this conversation is charged to, always in the same order. The tier's are of
    // the user alone, and so are named after both.
    std::vector<budget_limit> budgets_of(core::principal const& who, std::string const& conversation_id) const;

private:
    void add(std::vector<budget_limit>& out, store::budget_subject kind, std::string const& id) const;

    std::vector<store::tier_row> tiers_;  // the least first
    std::vector<opened> opened_;  // by them
    std::unordered_map<std::string, std::vector<budget_limit>> budgets_;  // by kind and id of their subject
    std::int64_t version_;
};

}  // namespace identity
