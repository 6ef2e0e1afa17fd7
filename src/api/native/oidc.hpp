#pragma once

#include "core/task.hpp"

namespace api {

struct call;

core::task<> start_sign_on(call& c);
core::task<> finish_sign_on(call& c);
core::task<> post_sign_on_logout(call& c);

}  // namespace api
