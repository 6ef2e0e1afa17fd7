#pragma once

#include "core/task.hpp"

namespace api {

struct call;

core::task<> get_auth_options(call& c);
core::task<> post_register(call& c);
core::task<> post_login(call& c);
core::task<> post_logout(call& c);
core::task<> get_me(call& c);
core::task<> patch_my_account(call& c);
core::task<> delete_my_account(call& c);
core::task<> post_password(call& c);
core::task<> post_password_forgot(call& c);
core::task<> post_password_reset(call& c);
core::task<> list_sessions(call& c);
core::task<> delete_session(call& c);

}  // namespace api
