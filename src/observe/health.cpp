#include "observe/health.hpp"

#include <algorithm>

namespace observe {

char const* to_string(service_state state) {
    switch (state) {
    case service_state::connected:   return "connected";
    case service_state::reachable:   return "reachable";
    case service_state::disabled:    return "disabled";
    case service_state::unreachable: return "unreachable";
    }
    return "unreachable";
}

char const* to_string(health_status status) {
    switch (status) {
    case health_status::healthy:   return "healthy";
    case health_status::degraded:  return "degraded";
    case health_status::unhealthy: return "unhealthy";
    }
    return "unhealthy";
}

void health::declare(std::string name, need how, service_state initial) {
    state_.with([&](state& s) {
        if (std::ranges::find(s.services, name, &service_health::name) != s.services.end()) return;
        s.services.push_back({std::move(name), how, initial});
    });
}

void health::withdraw(std::string const& name) {
    state_.with([&](state& s) { std::erase_if(s.services, [&](auto const& one) { return one.name == name; }); });
}

void health::set(std::string const& name, service_state now) {
    state_.with([&](state& s) {
        auto const found = std::ranges::find(s.services, name, &service_health::name);
        if (found != s.services.end()) found->state = now;
    });
}

void health::drain() {
    state_.with([](state& s) { s.draining = true; });
}

health_report health::report() const {
    auto const now = state_.with([](state const& s) { return s; });
    health_report out{health_status::healthy, !now.draining, now.services};
    for (auto const& service : now.services) {
        if (service.state != service_state::unreachable) continue;
        if (service.how == need::required) out.status = health_status::unhealthy, out.ready = false;
        else if (out.status == health_status::healthy) out.status = health_status::degraded;
    }
    return out;
}

}  // namespace observe
