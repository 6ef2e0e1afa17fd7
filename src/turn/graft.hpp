#pragma once

#include "core/clock.hpp"
#include "core/result.hpp"
#include "llm/message.hpp"
#include "store/repositories/conversations.hpp"
#include "store/sqlite/connection.hpp"
#include "turn/request.hpp"

#include <cstdint>
#include <span>
#include <string>

namespace turn {

// Where the question of a turn stands, and how many messages were stored for it.
struct grafted {
    std::string question;   // its message's id
    std::int64_t messages = 0;
};

// Joins a conversation as its caller tells it to the one that is stored. As far as both say the same nothing is stored
// again; what differs, or is new, becomes a branch from there. What ends with a stored message is a wish for another
// answer to it. Instructions at the beginning are the conversation's.
core::result<grafted> graft(store::connection& db, turn_request const& request,
                            store::conversation_row const& conversation, std::string const& turn_id,
                            core::timestamp now);

// The instructions at the beginning of a prompt.
std::string instructions_of(std::span<llm::message const> prompt);

}  // namespace turn
