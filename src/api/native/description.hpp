#pragma once

#include "core/task.hpp"

namespace api {

struct call;

core::task<> get_openapi(call& c);
core::task<> get_docs(call& c);

}  // namespace api
