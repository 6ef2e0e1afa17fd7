#pragma once

#include "core/guarded.hpp"
#include "store/turn_log/live_log.hpp"

#include <string>

namespace store {

// One turn's log as its writer, its readers and the journal share it.
struct shared_log {
    explicit shared_log(std::string id, live_log first = {}) : turn(std::move(id)), log(std::move(first)) {}

    std::string const turn;
    core::guarded<live_log> log;
};

}  // namespace store
