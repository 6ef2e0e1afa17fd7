#include "store/repositories/cost_events.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include <iterator>

namespace store {

namespace json = boost::json;

namespace {

constexpr statement insert_row =
    "INSERT INTO cost_events (incarnation_id, organisation_id, user_id, key_id, conversation_id, turn_id, purpose,"
    " provider, model, outcome, prompt_tokens, completion_tokens, cached_tokens, estimated, nano_usd, ttft_ms,"
    " duration_ms, charges, day, created_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)";

constexpr statement last_position = "SELECT coalesce(max(position), 0) FROM cost_events";
constexpr statement summed_position = "SELECT position FROM usage_summed WHERE id = 1";
constexpr statement set_summed = "UPDATE usage_summed SET position = $1 WHERE id = 1";
constexpr statement add_days =
    "INSERT INTO usage_days (day, organisation_id, user_id, key_id, provider, model, purpose, requests, errors,"
    " prompt_tokens, completion_tokens, cached_tokens, nano_usd, duration_ms)"
    " SELECT day, organisation_id, user_id, key_id, provider, model, purpose, count(*),"
    " count(CASE WHEN outcome = 'failed' THEN 1 END), sum(prompt_tokens), sum(completion_tokens), sum(cached_tokens),"
    " coalesce(sum(nano_usd), 0), coalesce(sum(duration_ms), 0)"
    " FROM cost_events WHERE position > $1 AND position <= $2"
    " GROUP BY day, organisation_id, user_id, key_id, provider, model, purpose"
    " ON CONFLICT (day, organisation_id, user_id, key_id, provider, model, purpose) DO UPDATE SET"
    " requests = usage_days.requests + excluded.requests, errors = usage_days.errors + excluded.errors,"
    " prompt_tokens = usage_days.prompt_tokens + excluded.prompt_tokens,"
    " completion_tokens = usage_days.completion_tokens + excluded.completion_tokens,"
    " cached_tokens = usage_days.cached_tokens + excluded.cached_tokens,"
    " nano_usd = usage_days.nano_usd + excluded.nano_usd,"
    " duration_ms = usage_days.duration_ms + excluded.duration_ms";
constexpr statement charged_rows =
    "SELECT incarnation_id, charges FROM cost_events WHERE position > $1 AND position <= $2 AND charges <> '[]'";

constexpr statement all[] = {insert_row, last_position, summed_position, set_summed, add_days, charged_rows};

// Ids hold no character that JSON would escape: UUIDs, or names of ours.
std::string write_charges(std::vector<budget_charge> const& charges) {
    std::string out = "[";
    for (auto const& each : charges)
        fmt::format_to(std::back_inserter(out), R"({}["{}",{},{}])", out.size() > 1 ? "," : "", each.of.budget_id,
                       core::to_ms(each.of.start), each.amount);
    return out + "]";
}

std::vector<budget_charge> read_charges(std::string_view text) {
    std::vector<budget_charge> out;
    boost::system::error_code failed;
    auto const parsed = json::parse(text, failed);
    if (failed || !parsed.is_array()) return out;
    for (auto const& each : parsed.get_array()) {
        auto const& parts = each.as_array();
        out.push_back({{std::string(parts.at(0).as_string()), core::from_ms(parts.at(1).as_int64())},
                       parts.at(2).as_int64()});
    }
    return out;
}

std::int64_t number(connection& db, statement const& what) {
    auto found = db.query(what);
    return found.next() ? found.get<std::int64_t>(0) : 0;
}

}  // namespace

std::string day_of(core::timestamp when) {
    std::chrono::year_month_day const date(std::chrono::floor<std::chrono::days>(when));
    return fmt::format("{:04}-{:02}-{:02}", int(date.year()), unsigned(date.month()), unsigned(date.day()));
}

namespace cost_events {

void insert(connection& db, cost_event const& e) {
    db.execute(insert_row, e.incarnation_id, e.organisation_id, e.user_id, e.key_id, e.conversation_id, e.turn_id,
               e.purpose, e.provider, e.model, e.outcome, e.tokens.prompt_tokens, e.tokens.completion_tokens,
               e.tokens.cached_tokens, e.tokens.estimated ? 1 : 0, e.nano_usd, e.ttft_ms, e.duration_ms,
               write_charges(e.charges), day_of(e.created_at), e.created_at);
}

void sum_up(connection& db) {
    auto const from = number(db, summed_position), to = number(db, last_position);
    if (to <= from) return;
    db.execute(add_days, from, to);
    std::vector<std::pair<std::string, std::vector<budget_charge>>> charged;
    {
        auto found = db.query(charged_rows, from, to);
        while (found.next())
            charged.emplace_back(found.get<std::string>(0), read_charges(found.get<std::string_view>(1)));
    }
    for (auto const& [incarnation, charges] : charged)
        for (auto const& each : charges) budget_leases::add_spent(db, incarnation, each.of, each.amount);
    db.execute(set_summed, to);
}

std::span<statement const> statements() { return all; }

}  // namespace cost_events

}  // namespace store
