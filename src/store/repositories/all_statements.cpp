#include "store/repositories/all_statements.hpp"

#include "store/repositories/access_changes.hpp"
#include "store/repositories/api_keys.hpp"
#include "store/repositories/audit.hpp"
#include "store/repositories/budget_leases.hpp"
#include "store/repositories/budgets.hpp"
#include "store/repositories/conversation_grants.hpp"
#include "store/repositories/conversations.hpp"
#include "store/repositories/cost_events.hpp"
#include "store/repositories/external_identities.hpp"
#include "store/repositories/groups.hpp"
#include "store/repositories/idempotency.hpp"
#include "store/repositories/jobs.hpp"
#include "store/repositories/limit_changes.hpp"
#include "store/repositories/messages.hpp"
#include "store/repositories/oidc_flows.hpp"
#include "store/repositories/organisations.hpp"
#include "store/repositories/password_resets.hpp"
#include "store/repositories/prompts.hpp"
#include "store/repositories/refresh_tokens.hpp"
#include "store/repositories/sessions.hpp"
#include "store/repositories/signing_keys.hpp"
#include "store/repositories/tiers.hpp"
#include "store/repositories/turns.hpp"
#include "store/repositories/usage_days.hpp"
#include "store/repositories/users.hpp"

namespace store {

std::vector<statement> all_statements() {
    std::vector<statement> out;
    for (auto list : {
             access_changes::statements(), api_keys::statements(),      audit::statements(),
             budget_leases::statements(),  budgets::statements(),       conversation_grants::statements(),
             conversations::statements(),  cost_events::statements(),   external_identities::statements(),
             groups::statements(),         idempotency::statements(),   incarnations::statements(),
             jobs::statements(),           limit_changes::statements(), messages::statements(),
             oidc_flows::statements(),     organisations::statements(), password_resets::statements(),
             refresh_tokens::statements(), sessions::statements(),      signing_keys::statements(),
             tiers::statements(),          turns::statements(),         usage_days::statements(),
             users::statements(),          prompts::statements(),
         })
        out.insert(out.end(), list.begin(), list.end());
    return out;
}

}  // namespace store
