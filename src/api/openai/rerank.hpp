#pragma once

#include "core/task.hpp"

namespace api {

struct call;

namespace openai {

// Not OpenAI's, but what its clients' servers have beside its APIs; errors have the same shape.
core::task<> post_rerank(call& c);

}  // namespace openai

}  // namespace api
