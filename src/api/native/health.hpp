#pragma once

#include "core/task.hpp"

namespace api {

struct call;

core::task<> get_health(call& c);
core::task<> get_live(call& c);
core::task<> get_ready(call& c);
core::task<> get_metrics(call& c);

}  // namespace api
