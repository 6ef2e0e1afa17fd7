#pragma once

#include "core/principal.hpp"
#include "core/result.hpp"
#include "core/task.hpp"
#include "llm/meter.hpp"
#include "llm/provider.hpp"

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
    std::string purpose = "chat";
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
    std::string default_provider;   // must be one of the providers
    std::string default_model;
    deadlines limits{};
    int retries = 2;
};

// The only caller of providers: finds the route, meters every attempt, tries again where nothing is lost. Thread-safe;
// a stream belongs to the loop that opened it.
class router {
public:
    router(std::vector<std::unique_ptr<provider>> providers, meter& ledger, router_config config);
    ~router();

    // What `name` stands for, without asking anybody.
    route resolve(std::string_view name) const;

    // Errors are those of provider::open, and of the meter. Cancelling ends the attempt.
    core::task<core::result<std::unique_ptr<routed_stream>>> open(routed_call call);

    // Collects a whole answer; a stream that is cut fails.
    core::task<core::result<completed>> complete(routed_call call);

    std::vector<std::unique_ptr<provider>> const& providers() const { return providers_; }
    router_config const& config() const { return config_; }

private:
    std::vector<std::unique_ptr<provider>> providers_;
    meter& meter_;
    router_config config_;
};

}  // namespace llm
