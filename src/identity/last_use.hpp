#pragma once

#include "core/clock.hpp"
#include "core/guarded.hpp"
#include "core/result.hpp"
#include "core/task.hpp"
#include "store/database.hpp"
#include "store/repositories/api_keys.hpp"
#include "store/repositories/sessions.hpp"

#include <chrono>
#include <map>
#include <string>

namespace identity {

// When sessions and API keys were used last. Collected here and written together now and then, so that no request waits
// for it; what a crash loses is a minute at most. Thread-safe.
class last_use {
public:
    explicit last_use(store::database& db) : db_(db) {}

    // Notes the use of a session, which lives on for `idle`. Does nothing where the last one that is stored is recent.
    void session(store::session_row const& row, core::timestamp now, std::chrono::milliseconds idle);

    void key(store::api_key_row const& row, core::timestamp now);

    // Writes what was noted.
    core::task<core::result<void>> flush();

private:
    struct use {
        core::timestamp at, expires_at;
    };

    store::database& db_;
    core::guarded<std::map<std::string, use>> sessions_;
    core::guarded<std::map<std::string, core::timestamp>> keys_;
};

}  // namespace identity
