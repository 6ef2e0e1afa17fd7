#pragma once

#include "api/services.hpp"
#include "cli/routing_file.hpp"
#include "core/clock.hpp"
#include "core/settings.hpp"
#include "core/task.hpp"
#include "llm/openai/config.hpp"
#include "llm/reranking.hpp"
#include "llm/router.hpp"
#include "net/http_client.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace cli {

// The providers that the settings name, and which of them answers where a request names none.
struct model_setup {
    std::vector<std::unique_ptr<llm::provider>> providers;
    llm::router_config routing;
    llm::reranking_config reranking;
    api::model_choice answers;
    std::optional<llm::openai_config> found;   // on this machine, where it was looked for
};

// With nothing configured it looks for a model server on this machine, and else takes the demo model. Both must outlive
// what it returns.
core::task<core::result<model_setup>> set_up_models(core::settings const& settings, net::http_client& client,
                                                    core::clock const& time);

// What ROUTING_FILE changes while the server runs; what the settings name, and what was found, is there as before.
struct routing_setup {
    std::vector<std::unique_ptr<llm::provider>> providers;
    std::vector<llm::endpoint_config> endpoints;
    llm::routing_rules rules;
};
routing_setup set_up_routing(core::settings const& settings, net::http_client& client, core::clock const& time,
                             routing_file file, std::optional<llm::openai_config> const& found);

}  // namespace cli
