#pragma once

#include "chat/history_window.hpp"
#include "core/task.hpp"
#include "llm/router.hpp"
#include "store/database.hpp"
#include "turn/running_turn.hpp"

#include <vector>

namespace turn {

// The messages that the model is to see: the branch that ends with the turn's question, as much of it as fits when
// `counter` counts as the model does.
core::task<core::result<std::vector<llm::message>>> recall(store::database& db, running_turn const& turn,
                                                           chat::history_budget budget, llm::token_counter& counter,
                                                           llm::tokenizer as);

// Asks for the answer and writes it to the turn's log as it comes. The outcome, failures included, is in turn.result.
// Cancelling it ends the upstream call; what was written stays.
core::task<> generate(running_turn& turn, llm::router& router, std::vector<llm::message> prompt);

// The same for an answer that an earlier process began and turn.upstream keeps: goes on where readers are. False where
// it can't be had any more; then nothing has changed.
core::task<bool> reattach(running_turn& turn, llm::router& router, std::vector<llm::message> prompt);

// A piece of an answer that readers are shown.
struct said {
    store::event_kind kind;   // token, thinking or sealed
    std::string data;
};

// Adds what has arrived to `result`. Returns what is to be shown, in its order; pieces of a kind are joined, because
// readers may get up to 50 ms of text at once.
std::vector<said> absorb(answer& result, std::vector<llm::delta> const& deltas);

}  // namespace turn
