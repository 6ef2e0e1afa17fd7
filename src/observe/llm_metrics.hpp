#pragma once

#include "core/error.hpp"
#include "core/guarded.hpp"
#include "core/metrics.hpp"
#include "core/usage.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace observe {

// How one answer ended, as its metrics count it.
struct llm_outcome {
    core::usage tokens{};
    std::chrono::nanoseconds total{};
    std::optional<std::chrono::nanoseconds> first_token{};
    std::optional<core::errc> failure{};
    bool cancelled = false;
    int retries = 0;
    std::optional<double> cost_usd{};
};

// The llm_* metrics, per provider and model. Thread-safe.
class llm_metrics {
public:
    explicit llm_metrics(core::metrics& registry);

    // Around every answer, in pairs.
    void started(std::string_view provider, std::string_view model);
    void finished(std::string_view provider, std::string_view model, llm_outcome const& outcome);

    // An answer under way is another model's from now on.
    void moved(std::string_view from_provider, std::string_view from_model, std::string_view provider,
               std::string_view model);

    void rated(bool thumbs_up);
    void available(std::string_view provider, std::string_view model, bool now);
    // 0: closed, 1: half open, 2: open.
    void breaker(std::string_view endpoint, int state);

private:
    struct series {
        core::counter input_tokens, output_tokens, total_tokens;
        core::counter answered, failed, cancelled, retries, cost;
        core::gauge active;
        core::histogram first_token, total, tokens_per_second, cost_per_request;
        std::optional<core::gauge> available{};   // once somebody knows
    };
    series& at(std::map<std::string, series, std::less<>>& known, std::string_view provider, std::string_view model);

    core::counter_family input_tokens_, output_tokens_, total_tokens_, requests_, errors_, retries_, cost_,
        satisfaction_;
    core::gauge_family active_, availability_, breakers_;
    core::histogram_family first_token_, total_, tokens_per_second_, cost_per_request_;
    core::guarded<std::map<std::string, series, std::less<>>> series_;
};

}  // namespace observe
