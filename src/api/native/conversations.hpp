#pragma once

#include "core/task.hpp"

namespace api {

struct call;

core::task<> list_conversations(call& c);
core::task<> post_conversation(call& c);
core::task<> get_conversation(call& c);
core::task<> patch_conversation_by_id(call& c);
core::task<> delete_conversation(call& c);
core::task<> restore_conversation(call& c);
core::task<> list_messages(call& c);
core::task<> get_branch(call& c);
core::task<> post_head(call& c);
core::task<> get_message(call& c);
core::task<> search_messages(call& c);

}  // namespace api
