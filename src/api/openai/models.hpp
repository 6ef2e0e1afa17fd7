#pragma once

#include "core/task.hpp"

namespace api {

struct call;

namespace openai {

// In Anthropic's shape for a client that names its version of their API.
core::task<> get_models(call& c);
core::task<> get_model(call& c);

}  // namespace openai

}  // namespace api
