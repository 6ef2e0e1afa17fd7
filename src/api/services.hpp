#pragma once

#include "api/page.hpp"
#include "chat/changes.hpp"
#include "chat/conversation_service.hpp"
#include "chat/prompts/prompt_service.hpp"
#include "chat/sharing.hpp"
#include "core/clock.hpp"
#include "core/metrics.hpp"
#include "core/settings.hpp"
#include "identity/access_watch.hpp"
#include "identity/accounts.hpp"
#include "identity/administration.hpp"
#include "identity/api_keys.hpp"
#include "identity/audit/reader.hpp"
#include "identity/authenticator.hpp"
#include "identity/group_service.hpp"
#include "identity/ledger/ledger.hpp"
#include "identity/limits/model_access.hpp"
#include "identity/oidc/sign_on.hpp"
#include "identity/signing_keys.hpp"
#include "identity/tokens.hpp"
#include "llm/catalogue.hpp"
#include "llm/embeddings.hpp"
#include "llm/reranking.hpp"
#include "llm/router.hpp"
#include "observe/health.hpp"
#include "observe/http_metrics.hpp"
#include "observe/process_metrics.hpp"
#include "store/database.hpp"
#include "store/turn_log/turn_log.hpp"
#include "turn/turn_engine.hpp"

#include <functional>
#include <string>

namespace api {

class presence;

// Which model answers by default and what an operator without a real one is told.
struct model_choice {
    std::string provider;
    std::string model;
    std::string hint;   // empty where a real model answers
};

// What handlers may use. Everything is owned by the composition root and outlives the server.
struct services {
    core::settings const& settings;
    core::clock const& clock;
    store::database& db;
    store::turn_log& log;
    chat::changes& changes;
    chat::conversation_service& conversations;
    turn::turn_engine& turns;
    llm::router& models;
    llm::catalogue& catalogue;
    llm::embedding_router& embeddings;
    llm::rerank_router& reranking;
    observe::health& health;
    core::metrics& metrics;
    observe::http_metrics& http_metrics;
    observe::process_metrics& process_metrics;
    presence& viewers;
    api::page const& page;
    identity::authenticator& callers;
    identity::accounts& accounts;
    identity::tokens& tokens;
    identity::api_keys& keys;
    identity::signing_keys& signing_keys;
    identity::access_watch& watch;
    identity::oidc::sign_on& sign_on;
    identity::administration& administration;
    identity::group_service& groups;
    identity::audit_reader& audit;
    chat::sharing& sharing;
    chat::prompt_service& prompts;
    std::function<void()> wake_jobs;   // after adding one
    identity::current_limits& limits;
    identity::request_limits& rates;
    identity::ledger& ledger;
    identity::model_access const& model_access;
    model_choice answers;
    std::string version;
};

}  // namespace api
