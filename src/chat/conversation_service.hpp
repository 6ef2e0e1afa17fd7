#pragma once

#include "chat/changes.hpp"
#include "chat/reach.hpp"
#include "core/clock.hpp"
#include "core/principal.hpp"
#include "core/result.hpp"
#include "core/task.hpp"
#include "store/database.hpp"
#include "store/repositories/conversations.hpp"
#include "store/repositories/messages.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chat {

struct new_conversation {
    std::string title{}, provider{}, model{}, system_prompt{};
    std::string metadata = "{}";   // JSON
};

// A conversation and the turn that is running in it.
struct conversation_view {
    store::conversation_row row;
    std::string active_turn_id{};   // empty: none
    store::share may = store::share::own;
    std::string owner_name{};       // where it is somebody else's
};

struct conversation_list {
    std::vector<conversation_view> items;
    std::int64_t total = 0;
};

// A stretch of the visible branch, oldest first, each message with its siblings where it has any.
struct branch_page {
    std::vector<store::message_row> messages;
    std::vector<store::message_branches> siblings;
    std::int64_t total = 0;   // messages of the whole branch
    std::int64_t first = 0;   // position of the first one in it
};

// What people do with their conversations, and with those that others share with them. Everything is reached through
// its owner, or through a grant of the owner's: what is not yours does not exist.
class conversation_service {
public:
    conversation_service(store::database& db, changes& told, core::clock const& time)
        : db_(db), changes_(told), clock_(time) {}

    core::task<core::result<conversation_view>> create(core::principal who, new_conversation what);
    core::task<core::result<conversation_view>> get(core::principal who, std::string id);
    core::task<core::result<conversation_list>> list(core::principal who, store::conversation_query what);
    core::task<core::result<conversation_view>> update(core::principal who, std::string id,
                                                       store::conversation_patch patch);
    core::task<core::result<void>> remove(core::principal who, std::string id);
    core::task<core::result<conversation_view>> restore(core::principal who, std::string id);

    core::task<core::result<store::message_page>> messages(core::principal who, std::string id, std::int64_t limit,
                                                           std::int64_t offset);
    core::task<core::result<store::message_row>> message(core::principal who, std::string message_id);

    // The last `limit` messages of the branch that ends with `leaf` (empty: the one shown last), before the message
    // `before` (empty: from the end).
    core::task<core::result<branch_page>> branch(core::principal who, std::string id, std::string leaf,
                                                 std::string before, std::int64_t limit);

    // Shows the newest branch through `message_id` from now on; returns its leaf.
    core::task<core::result<std::string>> select_branch(core::principal who, std::string id, std::string message_id);

    core::task<core::result<std::vector<store::message_hit>>> search(core::principal who, std::string text,
                                                                     std::int64_t limit);

private:
    store::database& db_;
    changes& changes_;
    core::clock const& clock_;
};

}  // namespace chat
