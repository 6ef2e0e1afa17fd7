#pragma once

#include "core/guarded.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace observe {

// What a service that we depend on is to us now. `connected`: we hold a connection to it; `reachable`: it answered
// when it was last asked; `disabled`: it is not configured.
enum class service_state : std::uint8_t { connected, reachable, disabled, unreachable };

char const* to_string(service_state state);

// Whether we are any use without it.
enum class need : std::uint8_t { required, optional };

enum class health_status : std::uint8_t { healthy, degraded, unhealthy };

char const* to_string(health_status status);

struct service_health {
    std::string name;
    need how = need::required;
    service_state state = service_state::disabled;
};

struct health_report {
    health_status status = health_status::healthy;
    bool ready = true;   // false while a required service is down, and from the shutdown on
    std::vector<service_health> services;
};

// Who is well, as /health and /ready tell it. Those who know a service push its state; reading asks nobody, so that a
// probe is cheap and never blocks. Thread-safe.
class health {
public:
    // The order is the report's; what is there already stays as it is.
    void declare(std::string name, need how, service_state initial);
    void withdraw(std::string const& name);
    void set(std::string const& name, service_state state);

    // The shutdown has begun: not ready from now on, so that a balancer looks elsewhere.
    void drain();

    health_report report() const;

private:
    struct state {
        std::vector<service_health> services;
        bool draining = false;
    };
    core::guarded<state> state_;
};

}  // namespace observe
