#pragma once

#include "api/services.hpp"
#include "core/clock.hpp"
#include "core/settings.hpp"
#include "core/task.hpp"
#include "llm/reranking.hpp"
#include "llm/router.hpp"
#include "net/http_client.hpp"

#include <memory>
#include <vector>

namespace cli {

// The providers that the settings name, and which of them answers where a request names none.
struct model_setup {
    std::vector<std::unique_ptr<llm::provider>> providers;
    llm::router_config routing;
    llm::reranking_config reranking;
    api::model_choice answers;
};

// With nothing configured it looks for a model server on this machine, and else takes the demo model. Both must outlive
// what it returns.
core::task<core::result<model_setup>> set_up_models(core::settings const& settings, net::http_client& client,
                                                    core::clock const& time);

}  // namespace cli
