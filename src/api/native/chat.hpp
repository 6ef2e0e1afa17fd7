#pragma once

#include "core/task.hpp"

namespace api {

struct call;

core::task<> post_chat(call& c);
core::task<> post_chat_stream(call& c);
core::task<> get_chat_stream(call& c);
core::task<> cancel_chat_stream(call& c);
core::task<> get_turn(call& c);

}  // namespace api
