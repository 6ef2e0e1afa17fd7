#pragma once

#include "api/dispatcher.hpp"
#include "api/page.hpp"
#include "api/services.hpp"
#include "api/socket/presence.hpp"
#include "chat/changes.hpp"
#include "chat/conversation_service.hpp"
#include "cli/model_setup.hpp"
#include "core/clock.hpp"
#include "core/metrics.hpp"
#include "core/settings.hpp"
#include "identity/authenticator.hpp"
#include "identity/ledger/ledger.hpp"
#include "llm/catalogue.hpp"
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
    identity::authenticator callers_{settings_};
    chat::changes changes_;
    chat::conversation_service conversations_{db_, changes_, clock_};
    api::presence viewers_;
    api::page page_;
    store::job_runner jobs_;

    // What depends on the models that were found.
    std::optional<identity::ledger> ledger_;
    std::optional<llm::router> router_;
    std::optional<llm::catalogue> catalogue_;
    std::optional<turn::turn_engine> turns_;
    std::optional<api::services> services_;
    std::optional<api::dispatcher> dispatcher_;
    std::optional<net::http_server> server_;
};

}  // namespace cli
