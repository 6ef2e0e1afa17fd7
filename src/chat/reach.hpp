#pragma once

#include "core/principal.hpp"
#include "core/result.hpp"
#include "store/repositories/conversation_grants.hpp"
#include "store/repositories/conversations.hpp"
#include "store/repositories/messages.hpp"
#include "store/repositories/turns.hpp"

#include <string>

namespace chat {

// A conversation as one caller reaches it: as its owner, or because it is shared with them.
struct reached {
    store::conversation_row row;
    store::share may = store::share::own;
    std::string owner_name{};   // where it is somebody else's
};

// Plain functions on a connection. The owner is looked for first, and pays for nothing else. What is not the caller's
// fails as what does not exist (not_found), in the same words and after the same statements; what they may only read,
// or not call their own, fails with forbidden.
core::result<reached> reach(store::connection& db, core::principal const& who, std::string const& id,
                            store::share at_least = store::share::read);
core::result<store::message_row> reach_message(store::connection& db, core::principal const& who,
                                               std::string const& id);

// A turn is its asker's, and belongs to whoever has its conversation.
core::result<store::turn_row> reach_turn(store::connection& db, core::principal const& who, std::string const& id,
                                         store::share at_least = store::share::read);

// The turn that is running in a conversation; empty: none.
std::string active_turn(store::connection& db, store::conversation_row const& of);

// The answer for a conversation that is not there or is somebody else's: the same in both cases.
core::error conversation_not_found();

}  // namespace chat
