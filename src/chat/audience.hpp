#pragma once

#include "chat/changes.hpp"
#include "core/task.hpp"
#include "store/database.hpp"

#include <string>
#include <vector>

namespace chat {

// Tells the pages of everybody who has a conversation, not its owner's alone, that something about it changed.
core::task<> publish_to_all(store::database& db, changes& told, std::string conversation_id, change_kind kind);

void publish_to(changes& told, std::vector<std::string> const& users, std::string const& conversation_id,
                change_kind kind);

}  // namespace chat
