#pragma once

#include "core/described.hpp"
#include "store/repositories/usage_days.hpp"

#include <optional>
#include <string>
#include <vector>

namespace api {

struct usage_report_query {
    std::string from;
    std::string to;
    std::string by = "day";
};
BOOST_DESCRIBE_STRUCT(usage_report_query, (), (from, to, by))
inline auto rules(usage_report_query const*) {
    using q = usage_report_query;
    return core::fields(core::one_of(&q::by, "day", "model", "key", "purpose"), core::length(&q::from, 0, 10),
                        core::length(&q::to, 0, 10),
                        core::doc(&q::from, "The first day, as 2026-01-31; 30 days ago without it."),
                        core::doc(&q::to, "The last day; today without it. Days are those of UTC."));
}

struct cost_report_query {
    std::string from;
    std::string to;
    std::string by = "day";
    std::string format = "json";
};
BOOST_DESCRIBE_STRUCT(cost_report_query, (), (from, to, by, format))
inline auto rules(cost_report_query const*) {
    using q = cost_report_query;
    return core::fields(core::one_of(&q::by, "user", "key", "model", "day", "purpose"), core::length(&q::from, 0, 10),
                        core::length(&q::to, 0, 10), core::one_of(&q::format, "json", "csv"));
}

// One sum of a report: of a day, a model, a key, a purpose or a user, whose id is `key`.
struct usage_sum {
    std::string key;
    std::string name;
    std::int64_t requests = 0;
    std::int64_t errors = 0;
    std::int64_t prompt_tokens = 0;
    std::int64_t completion_tokens = 0;
    std::int64_t cached_tokens = 0;
    std::int64_t total_tokens = 0;
    double total_cost_usd = 0;
    std::int64_t avg_latency_ms = 0;
    double cached_share = 0;
};
BOOST_DESCRIBE_STRUCT(usage_sum, (),
                      (key, name, requests, errors, prompt_tokens, completion_tokens, cached_tokens, total_tokens,
                       total_cost_usd, avg_latency_ms, cached_share))

// One limit and how the caller stands. Amounts are in `unit`: requests, tokens, streams, or billionths of a dollar.
struct limit_view {
    std::string name;
    std::string unit;
    std::string period;   // minute, day, month
    std::int64_t limit = 0;
    std::int64_t used = 0;
    std::int64_t remaining = 0;
    core::timestamp resets_at{};
    bool warning = false;   // four fifths are used
};
BOOST_DESCRIBE_STRUCT(limit_view, (), (name, unit, period, limit, used, remaining, resets_at, warning))

struct usage_reply {
    std::vector<limit_view> limits;
    std::vector<usage_sum> rows;
};
BOOST_DESCRIBE_STRUCT(usage_reply, (), (limits, rows))

struct cost_reply {
    std::string from, to;
    std::vector<usage_sum> rows;
};
BOOST_DESCRIBE_STRUCT(cost_reply, (), (from, to, rows))

}  // namespace api
