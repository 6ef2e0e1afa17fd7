#pragma once

#include "core/principal.hpp"
#include "core/result.hpp"
#include "llm/message.hpp"
#include "store/sqlite/connection.hpp"

#include <string>
#include <vector>

namespace turn {

// A stored conversation up to one of its messages, as a prompt has it.
struct stored_branch {
    std::string conversation_id;
    std::vector<llm::message> messages;
};

// Fails with not_found where the caller has no such message.
core::result<stored_branch> branch_to(store::connection& db, core::principal const& who, std::string const& message_id);

}  // namespace turn
