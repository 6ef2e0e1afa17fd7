#pragma once

#include "core/guarded.hpp"
#include "core/principal.hpp"
#include "core/result.hpp"
#include "core/task.hpp"
#include "llm/kept_answer.hpp"
#include "llm/meter.hpp"
#include "llm/model_book.hpp"
#include "llm/provider.hpp"
#include "llm/routing/fleet.hpp"
#include "llm/routing/service_level.hpp"
#include "llm/tokens/token_counter.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace llm {

struct routing;

// Who answers to a model's name.
struct route {
    std::string provider;
    std::string model;   // the provider's own name for it
    features can{};
    tokenizer reads = tokenizer::approximate;
    model_facts facts{};
};

// What whoever waits for an answer is told of its attempts.
struct attempt_note {
    enum class kind : std::uint8_t {
        another,     // the one before failed, or rests; another is made, after `wait`. Nothing was said yet.
        continued,   // another goes on with the text, where it was cut; calls that were begun are void
        restarted,   // another begins the answer anew: what was said is void
        kept,  // the provider keeps the answer as `id`, so that it can be taken up again; empty: nobody does now
    };
    kind what = kind::another;
    std::string provider, model;  // of the new attempt
    core::errc failure{};  // of the one before
    std::chrono::milliseconds wait{0};
    std::string id{};  // of what is kept
    bool whole = false;  // what is kept is all of the answer, not only how it goes on
};
using attempt_sink = std::function<core::task<>(attempt_note)>;

// One completion to be had from whichever route serves it. `request.model` is as the caller named it: "provider/model",
// a bare name, an alias, "auto", or empty for the default.
struct routed_call {
    completion_request request;
    core::principal who;
    // Gets one charge per attempt, in their order, the last when the stream ends or goes away. Outlives the stream.
    std::vector<charge>& charges;
    std::string purpose = "chat";
    std::string conversation_id{};
    std::vector<std::string> fallbacks{};  // models to ask in this order where request.model can't answer
    attempt_sink told{};  // on the stream's loop, in order with what it says; outlives the stream
};

// An answer that an earlier process had begun to tell, and what it told of it.
struct told_answer {
    kept_answer kept;
    std::string text, thinking;
};

// A running completion that knows who answers. Metered from its start to its end, whichever way it ends.
class routed_stream : public stream {
public:
    // Of the attempt that runs, or ran last.
    virtual route const& answers() const = 0;
    // Whether that is another model than the first choice.
    virtual bool fell_back() const = 0;
    // Why that was the first choice, where the caller left it to us; else empty.
    virtual std::string const& why() const = 0;
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
    // `total` is for all attempts together; `first_token` counts only while another route remains, else `silence` does.
    deadlines limits{};
    int retries = 2;
    int max_tokens = 4096;  // where a call names none
    std::vector<endpoint_config> endpoints{};  // of the providers at first, in their order; missing ones are plain
    routing_rules rules{};  // at first
    std::optional<service_level> pinned{};
    std::string offline_message{};  // what callers are told while no model can be reached
    breaker_bounds breakers{};
    std::function<void(endpoint_status const&)> breaker_changed{};
    std::function<void(std::string const& provider, std::string const& model, bool available)> attempted{};
    // Whether a caller may ask a model, named "provider/model"; without it all may. Asked of every route that is
    // considered, so that no fallback or alias leads where its caller may not go.
    std::function<bool(core::principal const&, std::string const&)> permits{};
};

// Numbers from 0 up to 1, without 1: what spreads retries over time. Thread-safe.
using random_source = std::function<double()>;
double draw_random();

// What the router does with time, so that tests need not wait.
struct router_time {
    using point = std::chrono::steady_clock::time_point;

    std::function<point()> now = [] { return std::chrono::steady_clock::now(); };
    std::function<core::task<>(std::chrono::milliseconds)> pause{};  // empty: a timer
};

// The only caller of providers: finds who may answer, meters every attempt, goes on with the next route where one
// fails, even in the middle of an answer. Thread-safe; a stream belongs to the loop that opened it and must be gone
// before the router.
class router {
public:
    // Providers of the same name are endpoints of one. `models` must outlive it.
    router(std::vector<std::unique_ptr<provider>> providers, meter& ledger, known_models const& models,
           router_config config, random_source draw = draw_random, router_time time = {});
    router(router const&) = delete;
    ~router();

    // From now on there are these and no others; calls that are under way go on with what they had. Endpoints that stay
    // keep their breakers. Fails with invalid_input, and changes nothing, where the default provider is not among them.
    core::result<void> replace(std::vector<std::unique_ptr<provider>> providers, std::vector<endpoint_config> endpoints,
                               routing_rules rules);

    // What `name` stands for first, without asking anybody. "provider/model" names both; a bare name is an alias, else
    // a model that only one provider has (provider::owns, the list of models). Any other name, even one with a slash,
    // is a model of the default provider, and an empty one is the default model.
    route resolve(std::string_view name) const;

    // Errors are those of provider::open, and of the meter; unavailable where nobody can be asked; forbidden where the
    // caller may ask nobody. Cancelling ends the attempt. Every answer brings its usage, before its finish: estimated
    // where the provider counts nothing. Once read_some() has failed, nothing follows.
    core::task<core::result<std::unique_ptr<routed_stream>>> open(routed_call call);

    // Goes on with an answer that its provider keeps: what was told of it is not told again. Whatever the call's own
    // model is, it must lead to that answer's. Errors as open(); not_found where nobody has it any more.
    core::task<core::result<std::unique_ptr<routed_stream>>> reattach(routed_call call, told_answer begun);

    // Ends the writing of an answer that its provider keeps, as well as it can.
    core::task<> stop(kept_answer what);

    // Collects a whole answer.
    core::task<core::result<completed>> complete(routed_call call);

    meter& ledger() const { return meter_; }
    known_models const& models() const { return models_; }
    router_config const& config() const { return config_; }

    // Who there is now. Keep it for as long as a call takes.
    std::shared_ptr<llm::fleet> fleet() const;

    // What counts prompts here, for whoever builds them.
    token_counter& counter() { return counter_; }

    // How they have been doing, as calls and the catalogue found them.
    std::vector<provider_status> status() const { return fleet()->desk.providers(); }
    std::vector<endpoint_status> endpoints() const { return fleet()->desk.status(time_.now()); }

    // Of a request that names no model, unless it is pinned.
    service_level level() const;

    // Names that callers may use beside those of models.
    std::vector<std::string> other_names() const { return fleet()->book.names(); }

private:
    struct chosen {
        std::vector<candidate> candidates;
        std::size_t asked = 0;  // so many of them are what was asked for; the others are fallbacks
        std::string why;
    };

    routing_choice names_of(llm::fleet const& among, routing_facts facts) const;
    chosen choose(llm::fleet const& among, routing_facts facts, core::principal const* who) const;
    chosen choose_for(llm::fleet const& among, routed_call const& call) const;
    routing with(std::shared_ptr<llm::fleet> among);
    route named(llm::fleet const& among, std::string_view name) const;
    route routed(provider const& whom, std::string_view model) const;
    std::vector<std::size_t> endpoints_of(llm::fleet const& among, std::string_view provider) const;
    std::string cheapest(llm::fleet const& among, model_tier tier) const;
    core::error offline(llm::fleet const& among) const;

    meter& meter_;
    known_models const& models_;
    router_config config_;
    random_source draw_;
    router_time time_;
    core::guarded<std::shared_ptr<llm::fleet>> fleet_;
    token_counter counter_;
};

}  // namespace llm
