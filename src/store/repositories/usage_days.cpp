#include "store/repositories/usage_days.hpp"

namespace store::usage_days {

namespace {

constexpr std::string_view sums =
    ", CAST(sum(requests) AS BIGINT), CAST(sum(errors) AS BIGINT), CAST(sum(prompt_tokens) AS BIGINT),"
    " CAST(sum(completion_tokens) AS BIGINT), CAST(sum(cached_tokens) AS BIGINT),"
    " CAST(sum(nano_usd) AS BIGINT) AS cost, CAST(sum(duration_ms) AS BIGINT) FROM usage_days"
    " WHERE organisation_id = $1 AND day >= $2 AND day <= $3 AND ($4 = '' OR user_id = $4)";
constexpr std::string_view dearest_first = " ORDER BY cost DESC, 1 LIMIT 1000";

constexpr std::string_view by_day = "SELECT day, ''";
constexpr std::string_view of_day = " GROUP BY day ORDER BY day LIMIT 4000";
constexpr std::string_view by_model = "SELECT provider || '/' || model, ''";
constexpr std::string_view of_model = " GROUP BY provider, model";
constexpr std::string_view by_key =
    "SELECT key_id, coalesce((SELECT name FROM api_keys WHERE id = usage_days.key_id), '')";
constexpr std::string_view of_key = " GROUP BY key_id";
constexpr std::string_view by_purpose = "SELECT purpose, ''";
constexpr std::string_view of_purpose = " GROUP BY purpose";
constexpr std::string_view by_user =
    "SELECT user_id, coalesce((SELECT name FROM users WHERE id = usage_days.user_id), '')";
constexpr std::string_view of_user = " GROUP BY user_id";

constexpr statement day_rows = joined<by_day, sums, of_day>;
constexpr statement model_rows = joined<by_model, sums, of_model, dearest_first>;
constexpr statement key_rows = joined<by_key, sums, of_key, dearest_first>;
constexpr statement purpose_rows = joined<by_purpose, sums, of_purpose, dearest_first>;
constexpr statement user_rows = joined<by_user, sums, of_user, dearest_first>;

constexpr statement all[] = {day_rows, model_rows, key_rows, purpose_rows, user_rows};

statement const& rows_by(usage_by what) {
    switch (what) {
    case usage_by::day:     return day_rows;
    case usage_by::model:   return model_rows;
    case usage_by::key:     return key_rows;
    case usage_by::purpose: return purpose_rows;
    case usage_by::user:    return user_rows;
    }
    return day_rows;
}

}  // namespace

std::vector<usage_row> report(connection& db, usage_query const& what) {
    std::vector<usage_row> out;
    auto found = db.query(rows_by(what.by), what.organisation_id, what.from, what.to, what.user_id);
    while (found.next())
        out.push_back({.key = found.get<std::string>(0),
                       .name = found.get<std::string>(1),
                       .requests = found.get<std::int64_t>(2),
                       .errors = found.get<std::int64_t>(3),
                       .prompt_tokens = found.get<std::int64_t>(4),
                       .completion_tokens = found.get<std::int64_t>(5),
                       .cached_tokens = found.get<std::int64_t>(6),
                       .nano_usd = found.get<std::int64_t>(7),
                       .duration_ms = found.get<std::int64_t>(8)});
    return out;
}

std::span<statement const> statements() { return all; }

}  // namespace store::usage_days
