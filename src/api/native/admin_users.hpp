#pragma once

#include "core/task.hpp"

namespace api {

struct call;

core::task<> list_users(call& c);
core::task<> post_user(call& c);
core::task<> get_user(call& c);
core::task<> patch_user_by_id(call& c);
core::task<> delete_user(call& c);
core::task<> post_user_reset(call& c);
core::task<> list_organisations(call& c);
core::task<> post_organisation(call& c);

}  // namespace api
