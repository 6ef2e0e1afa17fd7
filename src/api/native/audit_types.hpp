#pragma once

#include "api/native/conversation_types.hpp"
#include "core/described.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <vector>

namespace api {

struct audit_list_query {
    std::int64_t limit = 50;
    std::int64_t offset = 0;
    std::string actor, action, object;
    std::string from, to;
};
BOOST_DESCRIBE_STRUCT(audit_list_query, (), (limit, offset, actor, action, object, from, to))
inline auto rules(audit_list_query const*) {
    using q = audit_list_query;
    return core::fields(core::range(&q::limit, 1, 500), core::range(&q::offset, 0, 1e12),
                        core::length(&q::actor, 0, 64), core::length(&q::action, 0, 64),
                        core::length(&q::object, 0, 64), core::length(&q::from, 0, 40), core::length(&q::to, 0, 40),
                        core::doc(&q::action, "\"user.suspend\", or \"user\" for all about users."),
                        core::doc(&q::from, "A day or a time (RFC 3339)."),
                        core::doc(&q::to, "A day, which counts in full, or a time, which does not."));
}

struct audit_entry_view {
    std::string id;
    core::timestamp at{};
    std::string actor_kind, actor_id, actor;
    std::string action;
    std::string object_kind, object_id;
    std::string outcome;
    std::string address, request_id;
    boost::json::value detail;
    bool sealed = false;
};
BOOST_DESCRIBE_STRUCT(audit_entry_view, (),
                      (id, at, actor_kind, actor_id, actor, action, object_kind, object_id, outcome, address,
                       request_id, detail, sealed))

struct audit_list_reply {
    std::vector<audit_entry_view> entries;
    api::pagination pagination;
};
BOOST_DESCRIBE_STRUCT(audit_list_reply, (), (entries, pagination))

struct audit_verify_reply {
    bool valid = true;
    std::int64_t sealed = 0, unsealed = 0, unsealed_seconds = 0;
    std::optional<std::int64_t> broken_at;
    std::string head;
};
BOOST_DESCRIBE_STRUCT(audit_verify_reply, (), (valid, sealed, unsealed, unsealed_seconds, broken_at, head))
inline auto rules(audit_verify_reply const*) {
    using r = audit_verify_reply;
    return core::fields(core::doc(&r::unsealed, "Entries at the end that the chain does not hold yet."),
                        core::doc(&r::broken_at, "Position of the first entry that was tampered with."),
                        core::doc(&r::head, "Hash of the last sealed entry; noted elsewhere, it shows a cut end."));
}

}  // namespace api
