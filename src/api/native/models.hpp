#pragma once

#include "core/task.hpp"

namespace api {

struct call;

core::task<> get_models(call& c);
core::task<> get_providers(call& c);

}  // namespace api
