#pragma once

#include "core/error.hpp"
#include "core/guarded.hpp"
#include "llm/routing/attempt_plan.hpp"
#include "llm/routing/breaker.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace llm {

// One key at one address of a provider, as the router was told of it.
struct endpoint_config {
    std::string provider{};
    double weight = 1;       // its share of the calls among its provider's endpoints
    std::optional<std::chrono::milliseconds> silence{};   // in place of the router's
    std::optional<int> retries{};
    bool breaks = true;      // has a breaker; the built-in demo needs none
    bool answers = true;     // prompts; false of a service that only reranks
    std::string identity{};  // the same text, the same endpoint; empty: like no other
};

struct endpoint_status {
    std::string provider;
    std::string label;       // "openai", "openai#2"
    bool reachable = true;   // until a call shows otherwise
    std::optional<core::errc> last_failure{};   // of the latest call, if that failed
    breaker_state breaker = breaker_state::closed;

    bool operator==(endpoint_status const&) const = default;
};

// The same of a provider: as well as the best of its endpoints.
struct provider_status {
    std::string name;
    bool reachable = true;
    std::optional<core::errc> last_failure{};

    bool operator==(provider_status const&) const = default;
};

// What the calls of this process showed of each endpoint: its breaker, and how it is doing. Thread-safe.
class endpoint_desk final : public endpoint_gate {
public:
    // `changed` is told of a breaker that opened or closed, on whatever thread saw it. Endpoints that `before` has too
    // share what it knows of them, so that calls that still tell the one are heard by both.
    explicit endpoint_desk(std::vector<endpoint_config> const& endpoints, breaker_bounds bounds = {},
                           std::function<void(endpoint_status const&)> changed = {},
                           endpoint_desk const* before = nullptr);

    bool admits(std::size_t endpoint, time now) const override;
    entry enter(std::size_t endpoint, time now) override;
    std::chrono::milliseconds opens_in(std::size_t endpoint, time now) const override;
    bool take_retry() override;

    void add_request();

    // How a call ended that had entered. A refusal of one request says that the endpoint is there; silence, a fault, or
    // a refused key, that it is of no use now.
    void began(std::size_t endpoint, time now);
    void succeeded(std::size_t endpoint, time now);
    void failed(std::size_t endpoint, core::errc why, time now, entry as = entry::passed);
    void given_up(std::size_t endpoint, entry as);

    // What a call of another kind showed of a provider's first endpoint; the breaker only counts answers.
    void heard(std::string_view provider, std::optional<core::errc> failure);

    std::vector<endpoint_status> status(time now) const;
    std::vector<provider_status> providers() const;

private:
    struct state {
        bool reachable = true;
        std::optional<core::errc> last_failure{};
        llm::breaker breaker;
        breaker_state told = breaker_state::closed;
    };
    struct place {
        std::string provider, label, identity;
        bool breaks = true;
        std::shared_ptr<core::guarded<state>> now;
    };

    static endpoint_status status_of(place const& one, state const& now, breaker_state breaker);

    template <class Change>
    void change(std::size_t endpoint, time now, Change what);

    std::vector<place> all_;
    core::guarded<retry_budget> budget_;
    std::function<void(endpoint_status const&)> const changed_;
};

}  // namespace llm
