#include "turn/stored_branch.hpp"

#include "chat/reach.hpp"
#include "turn/stored_message.hpp"

namespace turn {

core::result<stored_branch> branch_to(store::connection& db, core::principal const& who,
                                      std::string const& message_id) {
    auto const last = chat::reach_message(db, who, message_id);
    if (!last) return last.error();
    stored_branch out{last->conversation_id, {}};
    for (auto const& row : store::messages::path(db, last->conversation_id, last->id))
        out.messages.push_back(message_of(row));
    return out;
}

}  // namespace turn
