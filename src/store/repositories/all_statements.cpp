#include "store/repositories/all_statements.hpp"

#include "store/repositories/access_changes.hpp"
#include "store/repositories/api_keys.hpp"
#include "store/repositories/audit.hpp"
#include "store/repositories/conversation_grants.hpp"
#include "store/repositories/conversations.hpp"
#include "store/repositories/groups.hpp"
#include "store/repositories/idempotency.hpp"
#include "store/repositories/jobs.hpp"
#include "store/repositories/messages.hpp"
#include "store/repositories/organisations.hpp"
#include "store/repositories/password_resets.hpp"
#include "store/repositories/refresh_tokens.hpp"
#include "store/repositories/sessions.hpp"
#include "store/repositories/signing_keys.hpp"
#include "store/repositories/turns.hpp"
#include "store/repositories/users.hpp"

namespace store {

std::vector<statement> all_statements() {
    std::vector<statement> out;
    for (auto list : {conversations::statements(), messages::statements(), turns::statements(),
                      idempotency::statements(), jobs::statements(), users::statements(), sessions::statements(),
                      password_resets::statements(), access_changes::statements(), audit::statements(),
                      groups::statements(), conversation_grants::statements(), organisations::statements(),
                      api_keys::statements(), refresh_tokens::statements(), signing_keys::statements()})
        out.insert(out.end(), list.begin(), list.end());
    return out;
}

}  // namespace store
