#pragma once

#include "core/task.hpp"

namespace api {

struct call;

namespace openai {

core::task<> post_embeddings(call& c);

}  // namespace openai

}  // namespace api
