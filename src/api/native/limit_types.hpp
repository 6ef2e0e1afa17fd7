#pragma once

#include "core/described.hpp"
#include "store/repositories/budgets.hpp"

#include <optional>
#include <string>
#include <vector>

namespace api {

// What accounts of a tier may use; null is no limit. Money is in billionths of a dollar.
struct tier_view {
    std::string name;
    std::int64_t rank = 0;
    std::optional<std::int64_t> requests_per_minute, tokens_per_minute, streams;
    std::optional<std::int64_t> daily_tokens, monthly_tokens, daily_nano_usd, monthly_nano_usd;
    std::vector<std::string> models, features;
};
BOOST_DESCRIBE_STRUCT(tier_view, (),
                      (name, rank, requests_per_minute, tokens_per_minute, streams, daily_tokens, monthly_tokens,
                       daily_nano_usd, monthly_nano_usd, models, features))
inline auto rules(tier_view const*) { return core::fields(core::doc(&tier_view::models, "Empty: all.")); }

struct tier_list_reply {
    std::vector<tier_view> tiers;
};
BOOST_DESCRIBE_STRUCT(tier_list_reply, (), (tiers))

// What stands there is changed, null takes a limit away.
struct patch_tier {
    std::optional<std::optional<std::int64_t>> requests_per_minute, tokens_per_minute, streams;
    std::optional<std::optional<std::int64_t>> daily_tokens, monthly_tokens, daily_nano_usd, monthly_nano_usd;
    std::optional<std::vector<std::string>> models, features;
};
BOOST_DESCRIBE_STRUCT(patch_tier, (),
                      (requests_per_minute, tokens_per_minute, streams, daily_tokens, monthly_tokens, daily_nano_usd,
                       monthly_nano_usd, models, features))
inline auto rules(patch_tier const*) {
    using p = patch_tier;
    return core::fields(core::range(&p::requests_per_minute, 1, 1e9), core::range(&p::tokens_per_minute, 1, 1e12),
                        core::range(&p::streams, 1, 100'000), core::range(&p::daily_tokens, 0, 1e15),
                        core::range(&p::monthly_tokens, 0, 1e15), core::range(&p::daily_nano_usd, 0, 1e17),
                        core::range(&p::monthly_nano_usd, 0, 1e17), core::length(&p::models, 0, 100),
                        core::item_length(&p::models, 1, 200), core::length(&p::features, 0, 20),
                        core::doc(&p::models, "provider/model, a bare name, or provider/*. Empty: all."),
                        core::doc(&p::features, "api_keys, sharing."));
}

struct budget_view {
    std::string id;
    store::budget_subject subject_kind = store::budget_subject::user;
    std::string subject_id;
    store::budget_unit unit = store::budget_unit::tokens;
    store::budget_period period = store::budget_period::month;
    std::int64_t amount = 0;
    std::int64_t used = 0;
    std::int64_t remaining = 0;
    core::timestamp resets_at{};
    core::timestamp created_at{}, updated_at{};
};
BOOST_DESCRIBE_STRUCT(budget_view, (),
                      (id, subject_kind, subject_id, unit, period, amount, used, remaining, resets_at, created_at,
                       updated_at))

struct budget_list_reply {
    std::vector<budget_view> budgets;
};
BOOST_DESCRIBE_STRUCT(budget_list_reply, (), (budgets))

struct create_budget {
    store::budget_subject subject_kind = store::budget_subject::user;
    std::string subject_id;
    store::budget_unit unit = store::budget_unit::tokens;
    store::budget_period period = store::budget_period::month;
    std::int64_t amount = 0;
};
BOOST_DESCRIBE_STRUCT(create_budget, (), (subject_kind, subject_id, unit, period, amount))
inline auto rules(create_budget const*) {
    using b = create_budget;
    return core::fields(core::required(&b::subject_kind), core::required(&b::unit), core::required(&b::period),
                        core::required(&b::amount), core::length(&b::subject_id, 0, 64),
                        core::range(&b::amount, 0, 1e17),
                        core::doc(&b::subject_id, "Whose it is; left out where the kind is global."),
                        core::doc(&b::amount, "Tokens, or billionths of a dollar."));
}

struct patch_budget {
    std::int64_t amount = 0;
};
BOOST_DESCRIBE_STRUCT(patch_budget, (), (amount))
inline auto rules(patch_budget const*) {
    return core::fields(core::required(&patch_budget::amount), core::range(&patch_budget::amount, 0, 1e17));
}

}  // namespace api
