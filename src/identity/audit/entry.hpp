#pragma once

#include "core/clock.hpp"
#include "core/principal.hpp"
#include "store/repositories/audit.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace identity {

// Who does something, and from where, as the audit log names it.
struct actor {
    std::string kind = "user";   // user, key (of that user), operator (the command line), system, nobody
    std::string id{};            // of the user
    std::string address{};
    std::string request_id{};
    std::string key_id{};
};

actor actor_of(core::principal const& who, std::string address, std::string request_id);

// What was done. Ids and the names and values of settings only: no secret, no text of a conversation.
struct deed {
    std::string action;   // noun.verb: "user.suspend"
    std::string object_kind{}, object_id{};
    boost::json::object details{};
    std::string outcome = "done";
};

// Writes it down, in the transaction of the deed itself.
void record(store::connection& db, actor const& by, std::string const& organisation_id, deed what, core::timestamp now);

}  // namespace identity
