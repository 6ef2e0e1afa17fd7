#pragma once

#include "core/clock.hpp"
#include "core/principal.hpp"
#include "llm/meter.hpp"
#include "store/sqlite/connection.hpp"

#include <span>
#include <string_view>

namespace identity {

// Who caused calls, and for what.
struct cause {
    core::principal const& who;
    std::string_view conversation_id;
    std::string_view turn_id;   // empty: of a job
};

// Stores charges as cost events: part of the transaction that stores what came of the calls.
void store_charges(store::connection& db, cause const& by, std::span<llm::charge const> charges, core::timestamp now);

}  // namespace identity
