#pragma once

#include "core/task.hpp"

namespace api {

struct call;

namespace anthropic {

core::task<> post_message(call& c);
core::task<> count_tokens(call& c);

}  // namespace anthropic

}  // namespace api
