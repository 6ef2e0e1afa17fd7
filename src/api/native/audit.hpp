#pragma once

#include "core/task.hpp"

namespace api {

struct call;

core::task<> list_audit(call& c);
core::task<> verify_audit(call& c);

}  // namespace api
