#pragma once

#include "core/task.hpp"

namespace api {

struct call;

core::task<> list_keys(call& c);
core::task<> post_key(call& c);
core::task<> patch_key(call& c);
core::task<> delete_key(call& c);

}  // namespace api
