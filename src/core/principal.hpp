#pragma once

#include "core/described.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace core {

// What an account may do in its organisation: an auditor also reads what an admin reads, and changes nothing.
enum class role : std::uint8_t { user, auditor, admin };
BOOST_DESCRIBE_ENUM(role, user, auditor, admin)

// What an API key can be restricted to. `person` is never a key's: it stands on what only somebody who signed in may
// do, such as making keys. `open` needs no credential at all.
enum class scope : std::uint8_t { open, chat, conversations, models, usage, admin, metrics, person };
BOOST_DESCRIBE_ENUM(scope, open, chat, conversations, models, usage, admin, metrics, person)

// Who a request acts for, and how they came in. A value: copied into the turn, so that it outlives the connection.
struct principal {
    std::string user_id;
    std::string organisation_id;
    role acts_as = role::user;
    std::string tier = "free";
    std::vector<std::string> groups{};   // ids
    std::string session_id{};            // of the login; empty with a key, and for the local user
    std::string key_id{};                // of the API key; empty without one
    std::vector<std::string> scopes{};   // of the key, by name; empty: all that its user may, but `person`
    std::vector<std::string> models{};   // that the key may ask, by name; empty: all
    std::int64_t key_requests_per_minute = 0, key_tokens_per_minute = 0;   // of the key, beside its user's; 0: none

    bool operator==(principal const&) const = default;
};
BOOST_DESCRIBE_STRUCT(principal, (),
                      (user_id, organisation_id, acts_as, tier, groups, session_id, key_id, scopes, models,
                       key_requests_per_minute, key_tokens_per_minute))
inline auto rules(principal const*) {
    return fields(omit_empty(&principal::groups), omit_empty(&principal::session_id), omit_empty(&principal::key_id),
                  omit_empty(&principal::scopes), omit_empty(&principal::models));
}

}  // namespace core
