#pragma once

#include "core/described.hpp"

#include <map>
#include <optional>
#include <string>

namespace api {

struct health_reply {
    std::string status;   // healthy, degraded, unhealthy
    core::timestamp timestamp{};
    std::string version;
    std::string environment;
    std::string provider;
    std::string model;
    std::string redis = "disabled";
    std::string level = "full";
    std::optional<std::string> hint;
};
BOOST_DESCRIBE_STRUCT(health_reply, (), (status, timestamp, version, environment, provider, model, redis, level, hint))

struct live_reply {
    std::string status = "alive";
};
BOOST_DESCRIBE_STRUCT(live_reply, (), (status))

struct ready_reply {
    bool ready = false;
    std::map<std::string, std::string> services;   // connected, reachable, disabled, unreachable
};
BOOST_DESCRIBE_STRUCT(ready_reply, (), (ready, services))

}  // namespace api
