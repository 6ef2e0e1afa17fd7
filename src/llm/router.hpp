#pragma once

#include "core/guarded.hpp"
#include "core/principal.hpp"
#include "core/result.hpp"
#include "core/task.hpp"
#include "llm/meter.hpp"
#include "llm/provider.hpp"
#include "llm/routing/provider_health.hpp"
#include "llm/routing/retry_policy.hpp"
#include "llm/tokens/token_counter.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace llm {

// Who answers to a model's name.
struct route {
    std::string provider;
    std::string model;   // the provider's own name for it
    features can{};
};

// One completion to be had from whichever route serves it. `request.model` is as the caller named it: "provider/model",
// a bare name, or empty for the default.
struct routed_call {
    completion_request request;
    core::principal who;
    // Gets one charge per attempt, in their order, the last when the stream ends or goes away. Outlives the stream.
    std::vector<charge>& charges;
    std::string purpose = "chat";
    std::string conversation_id{};
    std::vector<std::string> fallbacks{};  // models to ask in this order where request.model can't answer
};

// A running completion that knows who answers. Metered from its start to its end, whichever way it ends.
class routed_stream : public stream {
public:
    virtual route const& answers() const = 0;
};

// A whole completion.
struct completed {
    std::string text;
    core::usage tokens{};
    finish_reason why = finish_reason::stop;
    route answered;
};

struct router_config {
    std::string default_provider;  // must be one of the providers
    std::string default_model;
    deadlines limits{};  // `total` is for all attempts together
    int retries = 2;
    int max_tokens = 4096;  // where a call names none
};

// Numbers from 0 up to 1, without 1: what spreads retries over time. Thread-safe.
using random_source = std::function<double()>;
double draw_random();

// The only caller of providers: finds the route, meters every attempt, tries again where nothing is lost: when an
// attempt fails before it said anything, and not for want of time. Thread-safe; a stream belongs to the loop that
// opened it and must be gone before the router.
class router {
public:
    router(std::vector<std::unique_ptr<provider>> providers, meter& ledger, router_config config,
           random_source draw = draw_random);
    router(router const&) = delete;
    ~router();

    // What `name` stands for, without asking anybody. "provider/model" names both; so does a bare name that only one
    // provider has (provider::owns). Any other name, even one with a slash, is a model of the default provider, and an
    // empty one is the default model.
    route resolve(std::string_view name) const;

    // Errors are those of provider::open, and of the meter. Cancelling ends the attempt. Every answer brings its usage,
    // before its finish: estimated where the provider counts nothing. A stream whose provider ends it without a finish
    // fails. Once read_some() has failed, nothing follows.
    core::task<core::result<std::unique_ptr<routed_stream>>> open(routed_call call);

    // Collects a whole answer; a stream that is cut fails.
    core::task<core::result<completed>> complete(routed_call call);

    meter& ledger() const { return meter_; }
    std::vector<std::unique_ptr<provider>> const& providers() const { return providers_; }
    router_config const& config() const { return config_; }

    // What counts prompts here, for whoever builds them.
    token_counter& counter() { return counter_; }

    // How the providers have been doing, as calls and the catalogue found them.
    provider_health& health() { return health_; }
    std::vector<provider_status> status() const { return health_.status(); }

private:
    provider& find(std::string_view name) const;

    std::vector<std::unique_ptr<provider>> providers_;
    meter& meter_;
    router_config config_;
    random_source draw_;
    provider_health health_;
    core::guarded<retry_budget> budget_;
    token_counter counter_;
};

}  // namespace llm
