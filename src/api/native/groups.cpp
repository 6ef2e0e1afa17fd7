#include "api/native/groups.hpp"

#include "api/acting.hpp"
#include "api/native/group_types.hpp"
#include "identity/group_service.hpp"

namespace api {

namespace {

group_view group_view_of(store::group_row const& from) {
    return {from.id, from.name, from.member_count, from.created_at};
}

core::task<> reply_group(call& c, int status, core::result<store::group_row> const& group) {
    if (!group) co_return co_await reply_error(c, group.error());
    co_await reply_with(c, status, group_view_of(*group));
}

member_view member_view_of(store::group_member const& from) { return {from.id, from.name, from.email, from.source}; }

}  // namespace

core::task<> list_groups(call& c) {
    co_await reply_list(c, co_await c.use.groups.list(c.who), &group_list_reply::groups, group_view_of);
}

core::task<> post_group(call& c) {
    auto body = body_of<group_name>(c);
    if (!body) co_return co_await reply_error(c, body.error());
    co_await reply_group(c, 201, co_await c.use.groups.create(c.who, actor_of(c), std::move(body->name)));
}

core::task<> patch_group(call& c) {
    auto body = body_of<group_name>(c);
    if (!body) co_return co_await reply_error(c, body.error());
    co_await reply_group(c, 200,
                         co_await c.use.groups.rename(c.who, actor_of(c), c.parameter(0), std::move(body->name)));
}

core::task<> delete_group(call& c) {
    co_await reply_done(c, co_await c.use.groups.remove(c.who, actor_of(c), c.parameter(0)));
}

core::task<> list_members(call& c) {
    auto const found = co_await c.use.groups.members(c.who, c.parameter(0));
    co_await reply_list(c, found, &member_list_reply::members, member_view_of);
}

core::task<> post_member(call& c) {
    auto const body = body_of<add_member>(c);
    if (!body) co_return co_await reply_error(c, body.error());
    co_await reply_done(c, co_await c.use.groups.add_member(c.who, actor_of(c), c.parameter(0), body->user_id));
}

core::task<> delete_member(call& c) {
    co_await reply_done(c, co_await c.use.groups.remove_member(c.who, actor_of(c), c.parameter(0), c.parameter(1)));
}

}  // namespace api
