#pragma once

#include "core/clock.hpp"
#include "core/result.hpp"
#include "store/sqlite/connection.hpp"
#include "turn/running_turn.hpp"

#include <string>

namespace turn {

// How a turn ended, out of what came of its answer.
struct ending {
    llm::finish_reason why = llm::finish_reason::stop;
    std::optional<core::error> failure{};
};

ending ending_of(running_turn const& turn);

// Stores the answer, what it used, the end of the turn, and the job that names a new conversation: in one transaction.
// Does nothing when the turn was settled before.
core::result<void> store_answer(store::connection& db, running_turn const& turn, ending const& how,
                                core::timestamp now);

}  // namespace turn
