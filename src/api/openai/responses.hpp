#pragma once

#include "core/task.hpp"

namespace api {

struct call;

namespace openai {

core::task<> post_response(call& c);

}  // namespace openai

}  // namespace api
