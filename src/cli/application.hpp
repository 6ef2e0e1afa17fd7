#pragma once

#include "api/dispatcher.hpp"
#include "api/page.hpp"
#include "api/services.hpp"
#include "api/socket/presence.hpp"
#include "chat/changes.hpp"
#include "chat/conversation_service.hpp"
#include "chat/prompts/prompt_service.hpp"
#include "chat/sharing.hpp"
#include "cli/model_setup.hpp"
#include "cli/models_file.hpp"
#include "cli/watched_file.hpp"
#include "core/clock.hpp"
#include "core/metrics.hpp"
#include "core/settings.hpp"
#include "identity/access_watch.hpp"
#include "identity/accounts.hpp"
#include "identity/administration.hpp"
#include "identity/api_keys.hpp"
#include "identity/audit/reader.hpp"
#include "identity/audit/sealer.hpp"
#include "identity/authenticator.hpp"
#include "identity/bearer.hpp"
#include "identity/credential_cache.hpp"
#include "identity/foreign_issuer.hpp"
#include "identity/group_service.hpp"
#include "identity/last_use.hpp"
#include "identity/ledger/ledger.hpp"
#include "identity/limits/model_access.hpp"
#include "identity/oidc/sign_on.hpp"
#include "identity/passwords.hpp"
#include "identity/sessions.hpp"
#include "identity/signing_keys.hpp"
#include "identity/tokens.hpp"
#include "identity/upkeep.hpp"
#include "llm/catalogue.hpp"
#include "llm/embeddings.hpp"
#include "llm/reranking.hpp"
#include "llm/router.hpp"
#include "net/http_client.hpp"
#include "net/http_server.hpp"
#include "net/loops.hpp"
#include "observe/health.hpp"
#include "observe/http_metrics.hpp"
#include "observe/llm_metrics.hpp"
#include "observe/process_metrics.hpp"
#include "store/data_folder.hpp"
#include "store/database.hpp"
#include "store/job_runner.hpp"
#include "store/turn_log/turn_log.hpp"
#include "turn/turn_engine.hpp"

#include <optional>

namespace cli {

// The server, composed bottom-up: each part takes the ones above it by reference. The order of the members is the order
// of the floors; they go away in reverse.
class application {
public:
    // Opens the data folder and everything in it. Throws store::cannot_open and runtime_error with a sentence for the
    // operator.
    explicit application(core::settings const& settings);
    ~application();

    // Takes over unfinished turns and accepts connections; returns the port.
    core::result<std::uint16_t> start();

    // Lets running answers come to their end for as long as SHUTDOWN_TIMEOUT allows; the rest is taken over at the next
    // start.
    void stop();

    api::model_choice const& answers() const { return services_->answers; }

private:
    core::result<void> set_up();
    core::result<void> take_routing();
    void declare_providers();

    core::settings const& settings_;
    core::system_clock clock_;
    core::metrics metrics_;
    observe::http_metrics http_metrics_{metrics_};
    observe::llm_metrics llm_metrics_{metrics_};
    observe::process_metrics process_metrics_{metrics_};
    observe::health health_;

    store::data_folder folder_;
    net::loops loops_;
    store::database db_;
    store::turn_log log_;
    net::http_client client_;

    identity::current_limits limits_{db_};
    identity::request_limits rates_;
    identity::access_watch watch_{db_};
    identity::last_use uses_{db_};
    identity::sessions sessions_{db_, clock_, uses_, settings_.access.jwt_refresh_expiry};
    identity::passwords passwords_;
    core::pool mail_{"mail", 1, 16};
    identity::accounts accounts_{db_, clock_, settings_, passwords_, watch_};
    identity::administration administration_{db_, clock_, settings_.access.tier_default, passwords_, watch_};
    identity::group_service groups_{db_, clock_, watch_};
    identity::audit_reader audit_{db_, clock_};
    identity::credential_cache known_callers_{watch_};
    identity::signing_keys signing_keys_{settings_, db_, clock_};
    identity::foreign_issuer foreign_tokens_{settings_, client_, db_};
    identity::bearer bearer_{db_, clock_, signing_keys_, foreign_tokens_, known_callers_, uses_};
    identity::tokens tokens_{settings_, db_, clock_, signing_keys_, watch_, limits_};
    identity::api_keys api_keys_{db_, clock_, watch_};
    identity::authenticator callers_{settings_, clock_, sessions_, bearer_, known_callers_};
    chat::changes changes_;
    chat::conversation_service conversations_{db_, changes_, clock_};
    chat::sharing sharing_{db_, changes_, clock_, watch_};
    chat::prompt_service prompts_{db_, clock_};
    api::presence viewers_;
    api::page page_;
    store::job_runner jobs_;
    identity::upkeep upkeep_;
    identity::audit_sealer sealer_;
    llm::known_models known_models_;
    models_file models_file_;
    watched_file routing_file_;
    std::optional<llm::openai_config> found_model_server_;

    // What depends on the models that were found.
    std::optional<identity::ledger> ledger_;
    std::optional<identity::oidc::sign_on> sign_on_;
    std::optional<llm::router> router_;
    std::optional<identity::model_access> model_access_;
    std::optional<llm::catalogue> catalogue_;
    std::optional<llm::embedding_router> embeddings_;
    std::optional<llm::rerank_router> reranking_;
    std::optional<turn::turn_engine> turns_;
    std::optional<api::services> services_;
    std::optional<api::dispatcher> dispatcher_;
    std::optional<net::http_server> server_;
};

}  // namespace cli
