#include "observe/llm_metrics.hpp"

namespace observe {
namespace {

std::vector<std::string> const by_model = {"provider", "model"};

// The demo's model names carry a script: as labels they would be without number.
std::string_view label(std::string_view provider, std::string_view model) {
    return provider == "demo" ? "demo" : model;
}

double seconds(std::chrono::nanoseconds time) { return std::chrono::duration<double>(time).count(); }

}  // namespace

llm_metrics::llm_metrics(core::metrics& r)
    : input_tokens_(r.counters("llm_input_tokens_total", "Tokens of prompts.", by_model)),
      output_tokens_(r.counters("llm_output_tokens_total", "Tokens of answers.", by_model)),
      total_tokens_(r.counters("llm_total_tokens", "Tokens of prompts and answers.", by_model)),
      requests_(r.counters("llm_requests_total", "Answers asked for.", {"provider", "model", "status"})),
      errors_(r.counters("llm_errors_total", "Answers that failed.", {"provider", "model", "error_type"})),
      retries_(r.counters("llm_retry_total", "Attempts after the first.", by_model)),
      cost_(r.counters("llm_cost_usd_total", "Dollars spent.", by_model)),
      satisfaction_(r.counters("llm_user_satisfaction_total", "Ratings of answers.", {"rating"})),
      active_(r.gauges("llm_active_requests", "Answers under way.", by_model)),
      availability_(r.gauges("llm_model_availability", "1 while the model can be reached.", by_model)),
      breakers_(r.gauges("llm_breaker_state", "Of an endpoint: 0 closed, 1 half open, 2 open.", {"endpoint"})),
      first_token_(r.histograms("llm_time_to_first_token_seconds", "From the request to the first token.", by_model,
                                {0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30})),
      total_(r.histograms("llm_total_latency_seconds", "From the request to the last token.", by_model,
                          {0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 600})),
      tokens_per_second_(r.histograms("llm_tokens_per_second", "Tokens per second after the first.", by_model,
                                      {1, 5, 10, 20, 30, 40, 50, 75, 100, 150, 200, 500, 1000})),
      cost_per_request_(r.histograms("llm_cost_per_request_usd", "Dollars per answer.", by_model,
                                     {0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5})) {}

llm_metrics::series& llm_metrics::at(std::map<std::string, series, std::less<>>& known, std::string_view provider,
                                     std::string_view model) {
    model = label(provider, model);
    auto const key = std::string(provider) + '/' + std::string(model);
    if (auto const found = known.find(key); found != known.end()) return found->second;
    // Beyond this many, models share a series: the families would give them the same cells anyway.
    if (known.size() >= 200 && provider != "other") return at(known, "other", "other");
    auto const count = [&](core::counter_family& family) { return family.at({provider, model}); };
    auto const status = [&](char const* how) { return requests_.at({provider, model, how}); };
    auto const measure = [&](core::histogram_family& family) { return family.at({provider, model}); };
    return known
        .emplace(key, series{count(input_tokens_), count(output_tokens_), count(total_tokens_), status("success"),
                             status("error"), status("cancelled"), count(retries_), count(cost_),
                             active_.at({provider, model}), measure(first_token_), measure(total_),
                             measure(tokens_per_second_), measure(cost_per_request_)})
        .first->second;
}

void llm_metrics::started(std::string_view provider, std::string_view model) {
    series_.with([&](auto& known) { at(known, provider, model).active.add(1); });
}

void llm_metrics::finished(std::string_view provider, std::string_view model, llm_outcome const& outcome) {
    series_.with([&](auto& known) {
        auto& s = at(known, provider, model);
        s.active.add(-1);
        (outcome.failure ? s.failed : outcome.cancelled ? s.cancelled : s.answered).add();
        if (outcome.failure) errors_.at({provider, label(provider, model), core::to_string(*outcome.failure)}).add();
        s.input_tokens.add(static_cast<double>(outcome.tokens.prompt_tokens));
        s.output_tokens.add(static_cast<double>(outcome.tokens.completion_tokens));
        s.total_tokens.add(static_cast<double>(outcome.tokens.total()));
        s.total.observe(seconds(outcome.total));
        if (outcome.retries > 0) s.retries.add(outcome.retries);
        if (outcome.cost_usd) {
            s.cost.add(*outcome.cost_usd);
            s.cost_per_request.observe(*outcome.cost_usd);
        }
        if (!outcome.first_token) return;
        s.first_token.observe(seconds(*outcome.first_token));
        auto const generating = seconds(outcome.total - *outcome.first_token);
        if (generating > 0 && outcome.tokens.completion_tokens > 1)
            s.tokens_per_second.observe(static_cast<double>(outcome.tokens.completion_tokens - 1) / generating);
    });
}

void llm_metrics::moved(std::string_view from_provider, std::string_view from_model, std::string_view provider,
                        std::string_view model) {
    if (from_provider == provider && from_model == model) return;
    series_.with([&](auto& known) {
        at(known, from_provider, from_model).active.add(-1);
        at(known, provider, model).active.add(1);
    });
}

void llm_metrics::rated(bool thumbs_up) { satisfaction_.at({thumbs_up ? "thumbs_up" : "thumbs_down"}).add(); }

void llm_metrics::available(std::string_view provider, std::string_view model, bool now) {
    series_.with([&](auto& known) {
        auto& of = at(known, provider, model).available;
        if (!of) of = availability_.at({provider, label(provider, model)});
        of->set(now ? 1 : 0);
    });
}

void llm_metrics::breaker(std::string_view endpoint, int state) { breakers_.at({endpoint}).set(state); }

}  // namespace observe
