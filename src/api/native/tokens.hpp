#pragma once

#include "core/task.hpp"

namespace api {

struct call;

core::task<> post_refresh(call& c);
core::task<> get_jwks(call& c);

}  // namespace api
