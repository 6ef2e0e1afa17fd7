#include "api/native/limits.hpp"

#include "api/native/limit_types.hpp"
#include "core/id.hpp"
#include "core/json_write.hpp"
#include "identity/audit/entry.hpp"
#include "identity/limits/feature.hpp"
#include "identity/name_list.hpp"
#include "store/local_user.hpp"

#include <boost/describe/enum_to_string.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>

namespace api {

using store::connection;

namespace {

core::error no_tier() { return {core::errc::not_found, "There is no such tier."}; }
core::error no_budget() { return {core::errc::not_found, "There is no such budget."}; }

// The global budget is the installation's: its first organisation keeps it, and no other.
core::result<void> keeps_installation(core::principal const& who) {
    if (who.organisation_id == store::local_organisation_id) return {};
    return core::error{core::errc::forbidden, "This concerns every organisation; only the first one's admins may."};
}

// Writes down who changed a limit, in the transaction of the change.
void record(call const& c, connection& db, char const* action, char const* kind, std::string const& id,
            boost::json::object details = {}) {
    identity::record(db, identity::actor_of(c.who, c.request.remote_address, c.request.id), c.who.organisation_id,
                     {.action = action, .object_kind = kind, .object_id = id, .details = std::move(details)},
                     c.use.clock.now());
}

boost::json::object details_of(store::budget_row const& row) {
    return {{"subject_kind", boost::describe::enum_to_string(row.subject, "")},
            {"subject_id", row.subject_id},
            {"unit", boost::describe::enum_to_string(row.unit, "")},
            {"period", boost::describe::enum_to_string(row.period, "")},
            {"amount", row.amount}};
}

tier_view view_of(store::tier_row const& row) {
    return {.name = row.name,
            .rank = row.rank,
            .requests_per_minute = row.requests_per_minute,
            .tokens_per_minute = row.tokens_per_minute,
            .streams = row.streams,
            .daily_tokens = row.daily_tokens,
            .monthly_tokens = row.monthly_tokens,
            .daily_nano_usd = row.daily_nano_usd,
            .monthly_nano_usd = row.monthly_nano_usd,
            .models = identity::read_names(row.models),
            .features = identity::read_names(row.features)};
}

core::result<void> check_features(std::vector<std::string> const& names) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (identity::feature known{}; !boost::describe::enum_from_string(names[i].c_str(), known))
            return core::error{core::errc::invalid_input,
                               "There is no feature " + names[i] + ".",
                               {{"/features/" + std::to_string(i), "must be api_keys or sharing"}}};
    return {};
}

void apply(store::tier_row& row, patch_tier const& patch) {
    row.requests_per_minute = patch.requests_per_minute.value_or(row.requests_per_minute);
    row.tokens_per_minute = patch.tokens_per_minute.value_or(row.tokens_per_minute);
    row.streams = patch.streams.value_or(row.streams);
    row.daily_tokens = patch.daily_tokens.value_or(row.daily_tokens);
    row.monthly_tokens = patch.monthly_tokens.value_or(row.monthly_tokens);
    row.daily_nano_usd = patch.daily_nano_usd.value_or(row.daily_nano_usd);
    row.monthly_nano_usd = patch.monthly_nano_usd.value_or(row.monthly_nano_usd);
    if (patch.models) row.models = identity::write_names(*patch.models);
    if (patch.features) row.features = identity::write_names(*patch.features);
}

core::task<core::result<budget_view>> view_of(call& c, store::budget_row row) {
    auto const name = boost::describe::enum_to_string(row.subject, "");
    auto const how = co_await c.use.ledger.standing({row.id, name, row.unit, row.period, row.amount});
    if (!how) co_return how.error();
    budget_view out{.id = row.id, .subject_kind = row.subject, .subject_id = row.subject_id};
    out.unit = row.unit;
    out.period = row.period;
    out.amount = row.amount;
    out.used = how->used;
    out.remaining = how->remaining;
    out.resets_at = how->resets_at;
    out.created_at = row.created_at;
    out.updated_at = row.updated_at;
    co_return out;
}

// Replies with a budget as it stands once the change of it counts.
core::task<> reply_budget(call& c, int status, core::result<store::budget_row> row) {
    if (!row) co_return co_await reply_error(c, row.error());
    co_await c.use.limits.refresh();
    auto const view = co_await view_of(c, std::move(*row));
    if (!view) co_return co_await reply_error(c, view.error());
    co_await reply_with(c, status, *view);
}

}  // namespace

core::task<> list_tiers(call& c) {
    auto work = [](connection& db) -> core::result<std::vector<store::tier_row>> { return store::tiers::list(db); };
    auto const rows = co_await c.use.db.read(std::move(work));
    auto const view = [](store::tier_row const& row) { return view_of(row); };
    co_await reply_list(c, rows, &tier_list_reply::tiers, view);
}

core::task<> patch_tier_by_name(call& c) {
    auto const patch = body_of<patch_tier>(c);
    if (!patch) co_return co_await reply_error(c, patch.error());
    if (patch->features)
        if (auto const good = check_features(*patch->features); !good) co_return co_await reply_error(c, good.error());
    auto work = [&](connection& db) -> core::result<store::tier_row> {
        auto const rows = store::tiers::list(db);
        auto const found = std::ranges::find(rows, c.parameter(0), &store::tier_row::name);
        if (found == rows.end()) return no_tier();
        auto row = *found;
        apply(row, *patch);
        store::tiers::update(db, row);
        record(c, db, "tier.update", "tier", row.name, boost::json::parse(core::write_json(view_of(row))).as_object());
        return row;
    };
    auto const changed = co_await c.use.db.write(std::move(work));
    if (!changed) co_return co_await reply_error(c, changed.error());
    co_await c.use.limits.refresh();
    co_await reply_with(c, 200, view_of(*changed));
}

core::task<> list_budgets(call& c) {
    auto work = [&](connection& db) -> core::result<std::vector<store::budget_row>> {
        return store::budgets::list(db, c.who.organisation_id);
    };
    auto const rows = co_await c.use.db.read(std::move(work));
    if (!rows) co_return co_await reply_error(c, rows.error());
    budget_list_reply reply;
    for (auto const& each : *rows) {
        auto view = co_await view_of(c, each);
        if (!view) co_return co_await reply_error(c, view.error());
        reply.budgets.push_back(std::move(*view));
    }
    co_await reply_with(c, 200, reply);
}

core::task<> post_budget(call& c) {
    auto const body = body_of<create_budget>(c);
    if (!body) co_return co_await reply_error(c, body.error());
    if (body->subject_kind == store::budget_subject::global)
        if (auto const may = keeps_installation(c.who); !may) co_return co_await reply_error(c, may.error());
    auto const now = c.use.clock.now();
    store::budget_row row{.id = core::new_id(now),
                          .organisation_id = c.who.organisation_id,
                          .subject = body->subject_kind,
                          .subject_id = body->subject_id,
                          .unit = body->unit,
                          .period = body->period,
                          .amount = body->amount,
                          .created_at = now,
                          .updated_at = now};
    auto work = [&](connection& db) -> core::result<store::budget_row> {
        if (!store::budgets::subject_exists(db, row.subject, row.subject_id, row.organisation_id))
            return core::error{core::errc::not_found, "There is nobody and nothing like that to have a budget."};
        store::budgets::insert(db, row);
        record(c, db, "budget.create", "budget", row.id, details_of(row));
        return row;
    };
    auto made = co_await c.use.db.write(std::move(work));
    if (!made && made.error().code == core::errc::conflict)
        co_return co_await reply_error(c, {core::errc::conflict, "There is a budget of this unit and period already."});
    co_await reply_budget(c, 201, std::move(made));
}

core::task<> patch_budget_by_id(call& c) {
    auto const body = body_of<patch_budget>(c);
    if (!body) co_return co_await reply_error(c, body.error());
    auto work = [&](connection& db) -> core::result<store::budget_row> {
        auto const now = c.use.clock.now();
        if (!store::budgets::set_amount(db, c.parameter(0), c.who.organisation_id, body->amount, now))
            return no_budget();
        auto row = *store::budgets::find(db, c.parameter(0), c.who.organisation_id);
        record(c, db, "budget.update", "budget", row.id, details_of(row));
        return row;
    };
    co_await reply_budget(c, 200, co_await c.use.db.write(std::move(work)));
}

core::task<> delete_budget(call& c) {
    auto work = [&](connection& db) -> core::result<void> {
        if (!store::budgets::remove(db, c.parameter(0), c.who.organisation_id)) return no_budget();
        record(c, db, "budget.delete", "budget", c.parameter(0));
        return {};
    };
    auto const removed = co_await c.use.db.write(std::move(work));
    if (!removed) co_return co_await reply_error(c, removed.error());
    co_await c.use.limits.refresh();
    co_await reply_empty(c, 204);
}

}  // namespace api
