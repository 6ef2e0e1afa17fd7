#include "api/native/usage.hpp"

#include "api/native/usage_types.hpp"
#include "core/money.hpp"
#include "core/time_text.hpp"
#include "store/repositories/cost_events.hpp"

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace api {

namespace {

core::result<std::string> day(std::string const& text, char const* field, core::timestamp otherwise) {
    if (text.empty()) return store::day_of(otherwise);
    if (text.size() == 10)
        if (auto const when = core::parse_time(text + "T00:00:00Z")) return store::day_of(*when);
    return core::error{core::errc::invalid_input,
                       std::string(field + 1) + " must be a day, as 2026-01-31.",
                       {{field, "must be a day, as 2026-01-31"}}};
}

template <class Query>
core::result<store::usage_query> query_for(call& c, Query const& asked, std::string user_id) {
    auto const now = c.use.clock.now();
    auto const from = day(asked.from, "/from", now - std::chrono::days(30));
    if (!from) return from.error();
    auto const to = day(asked.to, "/to", now);
    if (!to) return to.error();
    store::usage_query out{.organisation_id = c.who.organisation_id, .user_id = std::move(user_id)};
    boost::describe::enum_from_string(asked.by.c_str(), out.by);
    out.from = *from;
    out.to = *to;
    return out;
}

usage_sum sum_of(store::usage_row const& row) {
    usage_sum out{.key = row.key, .name = row.name, .requests = row.requests, .errors = row.errors};
    out.prompt_tokens = row.prompt_tokens;
    out.completion_tokens = row.completion_tokens;
    out.cached_tokens = row.cached_tokens;
    out.total_tokens = row.prompt_tokens + row.completion_tokens;
    out.total_cost_usd = core::dollars(row.nano_usd);
    out.avg_latency_ms = row.requests > 0 ? row.duration_ms / row.requests : 0;
    out.cached_share =
        row.prompt_tokens > 0 ? static_cast<double>(row.cached_tokens) / static_cast<double>(row.prompt_tokens) : 0;
    return out;
}

core::task<core::result<std::vector<usage_sum>>> report(call& c, store::usage_query what) {
    auto work = [&](store::connection& db) -> core::result<std::vector<store::usage_row>> {
        store::cost_events::sum_up(db);
        return store::usage_days::report(db, what);
    };
    auto const rows = co_await c.use.db.write(std::move(work));
    if (!rows) co_return rows.error();
    std::vector<usage_sum> out;
    std::ranges::transform(*rows, std::back_inserter(out), sum_of);
    co_return out;
}

limit_view limit_of(identity::rate_standing const& how, char const* name, char const* unit, core::timestamp now) {
    limit_view out{.name = name, .unit = unit, .period = "minute"};
    out.limit = how.limit.units;
    out.remaining = how.remaining;
    out.used = out.limit - out.remaining;
    out.resets_at = now + how.full_after;
    out.warning = 5 * out.used >= 4 * out.limit;
    return out;
}

limit_view limit_of(identity::budget_standing const& how) {
    limit_view out{.name = how.what.name,
                   .unit = boost::describe::enum_to_string(how.what.unit, ""),
                   .period = boost::describe::enum_to_string(how.what.period, "")};
    out.limit = how.what.amount;
    out.used = how.used;
    out.remaining = how.remaining;
    out.resets_at = how.resets_at;
    out.warning = how.used >= how.what.amount - how.what.amount / 5;
    return out;
}

std::string csv(std::vector<usage_sum> const& rows) {
    std::string out = "key,name,request_count,errors,prompt_tokens,completion_tokens,cached_tokens,total_tokens,"
                      "total_cost_usd,avg_latency_ms\r\n";
    for (auto const& each : rows)
        fmt::format_to(std::back_inserter(out), "{},{},{},{},{},{},{},{},{:.9f},{}\r\n", csv_cell(each.key),
                       csv_cell(each.name), each.requests, each.errors, each.prompt_tokens, each.completion_tokens,
                       each.cached_tokens, each.total_tokens, each.total_cost_usd, each.avg_latency_ms);
    return out;
}

}  // namespace

std::string csv_cell(std::string_view text) {
    std::string out;
    if (!text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos) out += '\'';
    out += text;
    if (out.find_first_of(",\"\r\n") == out.npos) return out;
    std::string quoted = "\"";
    for (char const each : out) {
        if (each == '"') quoted += '"';
        quoted += each;
    }
    return quoted + '"';
}

core::task<> get_usage(call& c) {
    auto const asked = query_of<usage_report_query>(c);
    if (!asked) co_return co_await reply_error(c, asked.error());
    auto what = query_for(c, *asked, c.who.user_id);
    if (!what) co_return co_await reply_error(c, what.error());
    auto rows = co_await report(c, std::move(*what));
    if (!rows) co_return co_await reply_error(c, rows.error());
    auto const budgets = co_await c.use.ledger.standings(c.who, {});
    if (!budgets) co_return co_await reply_error(c, budgets.error());

    usage_reply reply{.rows = std::move(*rows)};
    auto const now = c.use.clock.now();
    if (auto const calls = c.use.rates.model_calls_of(c.who, now); calls.limit.units > 0)
        reply.limits.push_back(limit_of(calls, "model calls", "requests", now));
    if (auto const tokens = c.use.rates.tokens_of(c.who, now); tokens.limit.units > 0)
        reply.limits.push_back(limit_of(tokens, "tokens of model calls", "tokens", now));
    for (auto const& each : *budgets) reply.limits.push_back(limit_of(each));
    co_await reply_with(c, 200, reply);
}

core::task<> get_costs(call& c) {
    auto const asked = query_of<cost_report_query>(c);
    if (!asked) co_return co_await reply_error(c, asked.error());
    auto what = query_for(c, *asked, {});
    if (!what) co_return co_await reply_error(c, what.error());
    cost_reply reply{.from = what->from, .to = what->to};
    auto rows = co_await report(c, std::move(*what));
    if (!rows) co_return co_await reply_error(c, rows.error());
    reply.rows = std::move(*rows);
    if (asked->format == "json") co_return co_await reply_with(c, 200, reply);

    net::response file{.status = 200};
    file.fields.add("Content-Type", "text/csv; charset=utf-8");
    file.fields.add("Content-Disposition", "attachment; filename=\"costs.csv\"");
    file.fields.add("Cache-Control", "no-store");
    file.body = csv(reply.rows);
    co_await c.exchange.reply(std::move(file));
}

}  // namespace api
