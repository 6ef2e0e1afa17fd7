#include "api/native/audit.hpp"

#include "api/call.hpp"
#include "api/native/audit_types.hpp"
#include "core/time_text.hpp"
#include "identity/audit/reader.hpp"

#include <boost/json/parse.hpp>

namespace api {

namespace {

// A day or a time; `end` takes a day in full.
core::result<std::optional<core::timestamp>> moment(std::string const& text, char const* field, bool end) {
    if (text.empty()) return std::nullopt;
    bool const is_day = text.size() == 10;
    auto const at = core::parse_time(is_day ? text + "T00:00:00Z" : text);
    if (!at)
        return core::error{core::errc::invalid_input,
                           std::string(field) + " must be a day or a time.",
                           {{field, "must be like 2026-01-31 or 2026-01-31T08:00:00Z"}}};
    return is_day && end ? *at + std::chrono::days(1) : *at;
}

audit_entry_view entry_view_of(store::audit_row const& row, identity::audit_list const& list) {
    audit_entry_view out{.id = row.id,
                         .at = row.created_at,
                         .actor_kind = row.actor_kind,
                         .actor_id = row.actor_id,
                         .action = row.action,
                         .object_kind = row.object_kind,
                         .object_id = row.object_id,
                         .outcome = row.outcome,
                         .address = row.address,
                         .request_id = row.request_id};
    if (auto const name = list.names.find(row.actor_id); name != list.names.end()) out.actor = name->second;
    boost::system::error_code damaged;
    out.detail = boost::json::parse(row.details, damaged);
    out.sealed = !row.hash.empty();
    return out;
}

}  // namespace

core::task<> list_audit(call& c) {
    auto const query = query_of<audit_list_query>(c);
    if (!query) co_return co_await reply_error(c, query.error());
    auto const from = moment(query->from, "from", false);
    if (!from) co_return co_await reply_error(c, from.error());
    auto const to = moment(query->to, "to", true);
    if (!to) co_return co_await reply_error(c, to.error());
    store::audit_query what{.organisation_id = {},
                            .actor = query->actor,
                            .action = query->action,
                            .object = query->object,
                            .from = *from,
                            .to = *to,
                            .limit = query->limit,
                            .offset = query->offset};
    auto const found = co_await c.use.audit.list(c.who, std::move(what));
    if (!found) co_return co_await reply_error(c, found.error());
    audit_list_reply reply;
    for (auto const& row : found->page.rows) reply.entries.push_back(entry_view_of(row, *found));
    reply.pagination = pagination_of(*query, found->page.total, reply.entries.size());
    co_await reply_with(c, 200, reply);
}

core::task<> verify_audit(call& c) {
    auto const report = co_await c.use.audit.verify();
    if (!report) co_return co_await reply_error(c, report.error());
    co_await reply_with(c, 200,
                        audit_verify_reply{.valid = !report->broken_at,
                                           .sealed = report->sealed,
                                           .unsealed = report->unsealed,
                                           .unsealed_seconds = report->unsealed_seconds,
                                           .broken_at = report->broken_at,
                                           .head = report->head});
}

}  // namespace api
