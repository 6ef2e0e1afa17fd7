#pragma once

#include "core/task.hpp"

namespace api {

struct call;

namespace aisdk {

core::task<> post_chat(call& c);
core::task<> resume_chat(call& c);

}  // namespace aisdk

}  // namespace api
