#pragma once

#include "llm/routing/metered_attempt.hpp"
#include "llm/router.hpp"

#include <chrono>
#include <memory>
#include <optional>

namespace llm {

// What a stream of the router uses of it.
struct routing {
    provider& whom;
    meter& ledger;
    router_config const& config;
    random_source const& draw;
    provider_health& health;
    core::guarded<retry_budget>& budget;
    token_counter& counter;
};

// One call, over as many attempts as it takes until one says something.
class retrying_stream final : public routed_stream {
public:
    retrying_stream(routing with, route answers, routed_call call);

    // Reserves and opens until an attempt is accepted. Call it once, before anything else.
    core::task<core::result<void>> start();

    core::task<core::result<std::vector<delta>>> read_some() override;
    route const& answers() const override { return answers_; }

private:
    using clock = std::chrono::steady_clock;

    core::task<core::result<reservation>> reserve();
    core::task<core::result<void>> open(reservation reserved);
    void fail(core::error const& why);

    // After an attempt failed: waits as the policy says. False: there is no other.
    core::task<bool> wait_for_another(core::error const& why);

    std::chrono::milliseconds time_left() const;

    routing with_;
    route answers_;
    routed_call call_;
    retry_policy policy_;
    clock::time_point const began_ = clock::now();
    std::optional<std::int64_t> prompt_tokens_;   // counted before the first attempt
    bool said_something_ = false;
    std::optional<metered_attempt> attempt_;
    std::unique_ptr<stream> upstream_;
};

}  // namespace llm
