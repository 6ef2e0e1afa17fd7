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

core::task<> reply_done(call& c, core::result<void> const& done) {
    if (!done) co_return co_await reply_error(c, done.error());
    co_await reply_empty(c, 204);
}

}  // namespace

core::task<> list_groups(call& c) {
    auto const found = co_await c.use.groups.list(c.who);
    if (!found) co_return co_await reply_error(c, found.error());
    group_list_reply reply;
    for (auto const& each : *found) reply.groups.push_back(group_view_of(each));
    co_await reply_with(c, 200, reply);
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
    if (!found) co_return co_await reply_error(c, found.error());
    member_list_reply reply;
    for (auto const& each : *found) reply.members.push_back({each.id, each.name, each.email, each.source});
    co_await reply_with(c, 200, reply);
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
