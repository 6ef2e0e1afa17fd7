#pragma once

#include "chat/changes.hpp"
#include "core/clock.hpp"
#include "core/principal.hpp"
#include "core/result.hpp"
#include "core/task.hpp"
#include "identity/access_watch.hpp"
#include "identity/audit/entry.hpp"
#include "store/database.hpp"
#include "store/repositories/conversation_grants.hpp"

#include <string>
#include <vector>

namespace chat {

struct new_grant {
    store::grantee_kind kind = store::grantee_kind::user;
    std::string grantee;   // an id, or a user's e-mail address
    store::share may = store::share::read;
};

// Who else may read or write a conversation. Only its owner decides, and only within their organisation. Whoever loses
// access loses it at once.
class sharing {
public:
    sharing(store::database& db, changes& told, core::clock const& time, identity::access_watch& watch)
        : db_(db), changes_(told), clock_(time), watch_(watch) {}

    core::task<core::result<std::vector<store::grant_row>>> list(core::principal who, std::string id);

    // Replaces what the grantee had. Fails with not_found where the organisation has nobody of that name.
    core::task<core::result<store::grant_row>> grant(core::principal who, identity::actor by, std::string id,
                                                     new_grant what);
    core::task<core::result<void>> withdraw(core::principal who, identity::actor by, std::string id,
                                            std::string grantee_id);

private:
    store::database& db_;
    changes& changes_;
    core::clock const& clock_;
    identity::access_watch& watch_;
};

}  // namespace chat
