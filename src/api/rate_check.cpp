#include "api/rate_check.hpp"

#include "api/dialect.hpp"
#include "core/time_text.hpp"

#include <boost/describe/enum_to_string.hpp>
#include <fmt/format.h>

namespace api {

namespace {

core::error refusal(identity::rate_standing const& how) {
    return identity::rate_refusal(how, fmt::format("Too many requests: {} in {} seconds are allowed. Wait {} seconds.",
                                                   how.limit.units, how.limit.window.count() / 1000,
                                                   std::chrono::ceil<std::chrono::seconds>(how.retry_after).count()));
}

core::result<void> judge(identity::rate_standing const& how) {
    if (how.retry_after.count() > 0) return refusal(how);
    return {};
}

void add_rate_headers(net::headers& to, identity::rate_standing const& how, core::timestamp now) {
    if (how.limit.units == 0) return;   // none
    auto const seconds = [](auto time) { return std::chrono::ceil<std::chrono::seconds>(time).count(); };
    to.add("X-RateLimit-Limit", fmt::format_int(how.limit.units).str());
    to.add("X-RateLimit-Remaining", fmt::format_int(how.remaining).str());
    to.add("X-RateLimit-Reset", fmt::format_int(seconds((now + how.full_after).time_since_epoch())).str());
    // Where both are there, Retry-After and `t` name the same moment.
    auto const wait = how.retry_after.count() > 0 ? how.retry_after : how.full_after;
    to.add("RateLimit-Policy", fmt::format(R"("default";q={};w={})", how.limit.units, seconds(how.limit.window)));
    to.add("RateLimit", fmt::format(R"("default";r={};t={})", how.remaining, seconds(wait)));
}

// What OpenAI's clients look for: "60", "59", "1.5s".
void add_openai_fields(net::headers& to, std::string_view what, identity::rate_standing const& how) {
    if (how.limit.units == 0) return;
    to.add(fmt::format("x-ratelimit-limit-{}", what), fmt::format_int(how.limit.units).str());
    to.add(fmt::format("x-ratelimit-remaining-{}", what), fmt::format_int(how.remaining).str());
    to.add(fmt::format("x-ratelimit-reset-{}", what),
           fmt::format("{}s", static_cast<double>(how.full_after.count()) / 1000));
}

// What Anthropic's look for; a moment instead of a duration.
void add_anthropic_fields(net::headers& to, std::string_view what, identity::rate_standing const& how,
                          core::timestamp now) {
    if (how.limit.units == 0) return;
    to.add(fmt::format("anthropic-ratelimit-{}-limit", what), fmt::format_int(how.limit.units).str());
    to.add(fmt::format("anthropic-ratelimit-{}-remaining", what), fmt::format_int(how.remaining).str());
    to.add(fmt::format("anthropic-ratelimit-{}-reset", what), core::format_time(now + how.full_after));
}

void add_fields(net::headers& to, dialect as, std::string_view what, identity::rate_standing const& how,
                core::timestamp now) {
    if (as == dialect::openai) add_openai_fields(to, what, how);
    if (as == dialect::anthropic) add_anthropic_fields(to, what, how, now);
}

void add_budget_warning(net::headers& to, identity::ledger const& budgets, core::principal const& who) {
    auto const how = budgets.warning(who, {});
    if (!how) return;
    auto const share =
        how->what.amount > 0 ? 100 * static_cast<double>(how->used) / static_cast<double>(how->what.amount) : 100;
    to.add("X-Budget-Warning",
           fmt::format("{} per {} ({}): {:.0f} % used", boost::describe::enum_to_string(how->what.unit, ""),
                       boost::describe::enum_to_string(how->what.period, ""), how->what.name, share));
}

}  // namespace

core::result<void> check_rate(services& use, net::request const& request, route const& row, core::principal const* who,
                              net::headers& also) {
    if (row.as == counted::nothing) return {};
    auto const now = use.clock.now();
    bool const calls = row.as == counted::model_call;
    auto const how = !who    ? use.rates.count_stranger(request.remote_address, now)
                     : calls ? use.rates.count_model_call(*who, now)
                             : use.rates.count_request(*who, now);
    add_rate_headers(also, how, now);
    if (auto const as = dialect_of(request); as != dialect::native) {
        add_fields(also, as, "requests", how, now);
        if (who && calls) add_fields(also, as, "tokens", use.rates.tokens_of(*who, now), now);
        // More exact than Retry-After, and what those clients look at first.
        if (how.retry_after.count() > 0) also.add("Retry-After-Ms", fmt::format_int(how.retry_after.count()).str());
    }
    if (who && calls) add_budget_warning(also, use.ledger, *who);
    return judge(how);
}

core::result<void> check_model_call_rate(services& use, core::principal const& who) {
    return judge(use.rates.count_model_call(who, use.clock.now()));
}

}  // namespace api
