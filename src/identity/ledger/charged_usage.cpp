#include "identity/ledger/charged_usage.hpp"

#include "store/repositories/cost_events.hpp"

namespace identity {

void store_charges(store::connection& db, cause const& by, std::span<llm::charge const> charges, core::timestamp now) {
    for (auto const& each : charges) {
        store::cost_event event{.incarnation_id = each.incarnation_id,
                                .organisation_id = by.who.organisation_id,
                                .user_id = by.who.user_id,
                                .key_id = by.who.key_id,
                                .conversation_id = std::string(by.conversation_id),
                                .turn_id = std::string(by.turn_id),
                                .purpose = each.purpose,
                                .provider = each.provider,
                                .model = each.model,
                                .outcome = llm::to_string(each.how),
                                .tokens = each.used,
                                .nano_usd = each.nano_usd};
        if (each.to_first_token) event.ttft_ms = each.to_first_token->count();
        event.duration_ms = each.duration.count();
        for (auto const& part : each.budgets)
            event.charges.push_back({{part.budget_id, part.window_start}, part.amount});
        event.created_at = now;
        store::cost_events::insert(db, event);
    }
}

}  // namespace identity
