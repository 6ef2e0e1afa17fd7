#pragma once

#include "core/described.hpp"
#include "store/repositories/budgets.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace api {

struct create_key_budget {
    store::budget_unit unit = store::budget_unit::tokens;
    store::budget_period period = store::budget_period::month;
    std::int64_t amount = 0;
};
BOOST_DESCRIBE_STRUCT(create_key_budget, (), (unit, period, amount))
inline auto rules(create_key_budget const*) {
    using b = create_key_budget;
    return core::fields(core::required(&b::unit), core::required(&b::period), core::required(&b::amount),
                        core::range(&b::amount, 0, 9e15));
}

struct create_key {
    std::string name;
    std::vector<std::string> scopes, models;
    std::optional<std::int64_t> requests_per_minute, tokens_per_minute;
    std::optional<core::timestamp> expires_at;
    std::optional<create_key_budget> budget;
};
BOOST_DESCRIBE_STRUCT(create_key, (),
                      (name, scopes, models, requests_per_minute, tokens_per_minute, expires_at, budget))
inline auto rules(create_key const*) {
    using k = create_key;
    return core::fields(core::required(&k::name), core::length(&k::name, 1, 100), core::length(&k::scopes, 0, 10),
                        core::length(&k::models, 0, 100), core::item_length(&k::models, 1, 200),
                        core::range(&k::requests_per_minute, 1, 1e9), core::range(&k::tokens_per_minute, 1, 1e12),
                        core::doc(&k::scopes, "Empty: all that your account may, but administration and metrics."),
                        core::doc(&k::models, "Empty: all."));
}

// What stands there is changed; null takes a limit away, or the end.
struct change_key {
    std::optional<std::string> name;
    std::optional<std::vector<std::string>> scopes, models;
    std::optional<std::optional<std::int64_t>> requests_per_minute, tokens_per_minute;
    std::optional<std::optional<core::timestamp>> expires_at;
};
BOOST_DESCRIBE_STRUCT(change_key, (), (name, scopes, models, requests_per_minute, tokens_per_minute, expires_at))
inline auto rules(change_key const*) {
    using k = change_key;
    return core::fields(core::length(&k::name, 1, 100), core::length(&k::scopes, 0, 10),
                        core::length(&k::models, 0, 100), core::item_length(&k::models, 1, 200),
                        core::range(&k::requests_per_minute, 1, 1e9), core::range(&k::tokens_per_minute, 1, 1e12));
}

struct key_budget_view {
    std::string id, unit, period;
    std::int64_t amount = 0;
};
BOOST_DESCRIBE_STRUCT(key_budget_view, (), (id, unit, period, amount))

struct key_view {
    std::string id, name, prefix;
    std::vector<std::string> scopes, models;
    std::optional<std::int64_t> requests_per_minute, tokens_per_minute;
    std::vector<key_budget_view> budgets;
    core::timestamp created_at{};
    std::optional<core::timestamp> expires_at, last_used_at, revoked_at;
    std::optional<std::string> key;   // the whole of it, once
};
BOOST_DESCRIBE_STRUCT(key_view, (),
                      (id, name, prefix, scopes, models, requests_per_minute, tokens_per_minute, budgets, created_at,
                       expires_at, last_used_at, revoked_at, key))
inline auto rules(key_view const*) { return core::fields(core::omit_empty(&key_view::key)); }

struct key_list_reply {
    std::vector<key_view> keys;
};
BOOST_DESCRIBE_STRUCT(key_list_reply, (), (keys))

}  // namespace api
