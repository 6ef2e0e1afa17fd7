#include "api/native/sharing.hpp"

#include "api/acting.hpp"
#include "api/native/sharing_types.hpp"

namespace api {

namespace {

grant_view grant_view_of(store::grant_row const& from) {
    return {.grantee_kind = store::to_string(from.kind),
            .grantee_id = from.grantee_id,
            .name = from.name,
            .email = from.email,
            .may = store::to_string(from.may),
            .created_at = from.created_at};
}

}  // namespace

core::task<> list_grants(call& c) {
    auto const found = co_await c.use.sharing.list(c.who, c.parameter(0));
    co_await reply_list(c, found, &grant_list_reply::grants, grant_view_of);
}

core::task<> post_grant(call& c) {
    auto const body = body_of<grant_request>(c);
    if (!body) co_return co_await reply_error(c, body.error());
    chat::new_grant what{.grantee = body->grantee};
    if (body->grantee_kind == "group") what.kind = store::grantee_kind::group;
    if (body->may == "write") what.may = store::share::write;
    auto const made = co_await c.use.sharing.grant(c.who, actor_of(c), c.parameter(0), std::move(what));
    if (!made) co_return co_await reply_error(c, made.error());
    co_await reply_with(c, 201, grant_view_of(*made));
}

core::task<> delete_grant(call& c) {
    co_await reply_done(c, co_await c.use.sharing.withdraw(c.who, actor_of(c), c.parameter(0), c.parameter(1)));
}

}  // namespace api
