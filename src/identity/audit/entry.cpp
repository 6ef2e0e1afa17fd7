#include "identity/audit/entry.hpp"

#include "core/id.hpp"

#include <boost/json/serialize.hpp>

namespace identity {

actor actor_of(core::principal const& who, std::string address, std::string request_id) {
    return {.kind = who.key_id.empty() ? "user" : "key",
            .id = who.user_id,
            .address = std::move(address),
            .request_id = std::move(request_id),
            .key_id = who.key_id};
}

void record(store::connection& db, actor const& by, std::string const& organisation_id, deed what,
            core::timestamp now) {
    if (!by.key_id.empty()) what.details["key_id"] = by.key_id;
    store::audit_row row{.id = core::new_id(now),
                         .organisation_id = organisation_id,
                         .actor_kind = by.kind,
                         .actor_id = by.id,
                         .action = std::move(what.action),
                         .object_kind = std::move(what.object_kind),
                         .object_id = std::move(what.object_id),
                         .outcome = std::move(what.outcome),
                         .address = by.address,
                         .request_id = by.request_id};
    row.details = boost::json::serialize(what.details);
    row.created_at = now;
    store::audit::add(db, row);
}

}  // namespace identity
