#pragma once

#include "core/task.hpp"

namespace api {

struct call;

core::task<> list_grants(call& c);
core::task<> post_grant(call& c);
core::task<> delete_grant(call& c);

}  // namespace api
