#pragma once

#include "api/native/chat_types.hpp"
#include "api/native/conversation_types.hpp"
#include "api/native/message_types.hpp"
#include "chat/conversation_service.hpp"
#include "core/error.hpp"
#include "store/repositories/turns.hpp"

#include <optional>

namespace api {

// Rows as the native API shows them. "" becomes null where the field says that something is absent.
conversation_reply conversation_view_of(chat::conversation_view const& from);
conversation_item conversation_item_of(chat::conversation_view const& from);
message_reply message_view_of(store::message_row const& from);
chat_reply chat_view(store::message_row const& from);
turn_view turn_view_of(store::turn_row const& from);
search_hit search_hit_of(store::message_hit const& from);

// The failure that a stored answer ended with.
std::optional<core::error> stored_failure(store::message_row const& from);

}  // namespace api
