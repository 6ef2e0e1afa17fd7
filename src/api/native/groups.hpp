#pragma once

#include "core/task.hpp"

namespace api {

struct call;

core::task<> list_groups(call& c);
core::task<> post_group(call& c);
core::task<> patch_group(call& c);
core::task<> delete_group(call& c);
core::task<> list_members(call& c);
core::task<> post_member(call& c);
core::task<> delete_member(call& c);

}  // namespace api
