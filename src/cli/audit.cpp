#include "cli/audit.hpp"

#include "cli/configuration.hpp"
#include "cli/operator_database.hpp"
#include "core/time_text.hpp"
#include "identity/audit/chain.hpp"
#include "store/failure.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <cstdio>

namespace cli {

namespace {

namespace json = boost::json;
using store::connection;

int fail(std::string const& why) {
    fmt::print(stderr, "parlance: {}\n", why);
    return exit_failed;
}

std::string text_of(identity::chain_report const& report) {
    std::string out =
        report.broken_at
            ? fmt::format("BROKEN: entry {} does not follow from those before it.\n", *report.broken_at)
            : fmt::format("The chain holds over {} {}.\n", report.sealed, report.sealed == 1 ? "entry" : "entries");
    out += fmt::format("Not sealed yet: {} (the oldest is {} s old).\n", report.unsealed, report.unsealed_seconds);
    if (!report.head.empty())
        out += fmt::format("Head: {}\nNote it elsewhere: a later log that does not contain it was cut.\n", report.head);
    return out;
}

json::value json_of(identity::chain_report const& report) {
    json::object out{{"valid", !report.broken_at},
                     {"sealed", report.sealed},
                     {"unsealed", report.unsealed},
                     {"unsealed_seconds", report.unsealed_seconds},
                     {"head", report.head}};
    out["broken_at"] = report.broken_at ? json::value(*report.broken_at) : json::value();
    return out;
}

int verify(audit_command const& what, operator_database& on) {
    auto const report = on.db().read_now([&](connection& db) -> core::result<identity::chain_report> {
        return identity::verify_chain(db, on.now());
    });
    if (!report) return fail(report.error().message);
    if (what.as == output::json) fmt::print("{}\n", json::serialize(json_of(*report)));
    else fmt::print("{}", text_of(*report));
    return report->broken_at ? exit_failed : exit_done;
}

json::object json_of(store::audit_row const& row) {
    boost::system::error_code damaged;
    return {{"id", row.id},
            {"at", core::format_time(row.created_at)},
            {"organisation_id", row.organisation_id},
            {"actor_kind", row.actor_kind},
            {"actor_id", row.actor_id},
            {"action", row.action},
            {"object_kind", row.object_kind},
            {"object_id", row.object_id},
            {"outcome", row.outcome},
            {"address", row.address},
            {"request_id", row.request_id},
            {"detail", json::parse(row.details, damaged)},
            {"sealed", !row.hash.empty()}};
}

int list(audit_command const& what, operator_database& on) {
    auto const page = on.db().read_now([&](connection& db) -> core::result<store::audit_page> {
        return store::audit::list(db, {.organisation_id = {},
                                       .actor = what.actor,
                                       .action = what.action_name,
                                       .object = what.object,
                                       .limit = what.limit});
    });
    if (!page) return fail(page.error().message);
    json::array entries;
    for (auto const& row : page->rows) {
        if (what.as == output::json) entries.push_back(json_of(row));
        else
            fmt::print("{}  {:<8} {:<36}  {:<24} {} {} {}\n", core::format_time(row.created_at), row.actor_kind,
                       row.actor_id.empty() ? "-" : row.actor_id, row.action, row.object_kind, row.object_id,
                       row.details == "{}" ? "" : row.details);
    }
    if (what.as == output::json)
        fmt::print("{}\n", json::serialize(json::object{{"entries", std::move(entries)}, {"total", page->total}}));
    return exit_done;
}

}  // namespace

int run_audit(audit_command const& what) {
    auto const loaded = load_configuration(what.from);
    if (!loaded) return fail(loaded.error().message);
    try {
        operator_database on(loaded->values);
        return what.action == audit_action::verify ? verify(what, on) : list(what, on);
    } catch (store::cannot_open const& why) {
        return fail(why.what());
    }
}

}  // namespace cli
