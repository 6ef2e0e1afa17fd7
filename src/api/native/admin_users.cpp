#include "api/native/admin_users.hpp"

#include "api/acting.hpp"
#include "api/native/admin_user_types.hpp"
#include "identity/administration.hpp"

namespace api {

namespace {

created_user created_user_of(call const& c, identity::made_user const& from) {
    created_user out{account_view_of(from.user, c.use.limits), {}};
    if (from.reset) out.reset = reset_view{from.reset->token, from.reset->expires_at};
    return out;
}

core::task<> reply_user(call& c, core::result<identity::account> const& user) {
    if (!user) co_return co_await reply_error(c, user.error());
    co_await reply_with(c, 200, account_view_of(*user, c.use.limits));
}

}  // namespace

core::task<> list_users(call& c) {
    auto const query = query_of<user_list_query>(c);
    if (!query) co_return co_await reply_error(c, query.error());
    auto const found = co_await c.use.administration.list(c.who, {.organisation_id = {},
                                                                  .text = query->q,
                                                                  .status = store::parse_user_status(query->status),
                                                                  .limit = query->limit,
                                                                  .offset = query->offset});
    if (!found) co_return co_await reply_error(c, found.error());
    user_list_reply reply;
    for (auto const& each : found->accounts) reply.users.push_back(account_view_of(each, c.use.limits));
    reply.pagination = pagination_of(*query, found->total, reply.users.size());
    co_await reply_with(c, 200, reply);
}

core::task<> post_user(call& c) {
    auto body = body_of<create_user>(c);
    if (!body) co_return co_await reply_error(c, body.error());
    auto const made =
        co_await c.use.administration.create(c.who, actor_of(c),
                                             {.name = std::move(body->name),
                                              .email = std::move(body->email),
                                              .role = store::parse_role(body->role).value_or(core::role::user),
                                              .tier = body->tier.value_or(""),
                                              .password = std::move(body->password)});
    if (!made) co_return co_await reply_error(c, made.error());
    co_await reply_with(c, 201, created_user_of(c, *made));
}

core::task<> get_user(call& c) { co_await reply_user(c, co_await c.use.administration.find(c.who, c.parameter(0))); }

core::task<> patch_user_by_id(call& c) {
    auto const body = body_of<patch_user>(c);
    if (!body) co_return co_await reply_error(c, body.error());
    store::user_patch patch{.name = body->name, .tier = body->tier};
    if (body->role) patch.role = store::parse_role(*body->role);
    if (body->status) patch.status = store::parse_user_status(*body->status);
    co_await reply_user(c, co_await c.use.administration.change(c.who, actor_of(c), c.parameter(0), std::move(patch)));
}

core::task<> delete_user(call& c) {
    co_await reply_done(c, co_await c.use.administration.remove(c.who, actor_of(c), c.parameter(0)));
}

core::task<> post_user_reset(call& c) {
    auto const token = co_await c.use.administration.reset(c.who, actor_of(c), c.parameter(0));
    if (!token) co_return co_await reply_error(c, token.error());
    co_await reply_with(c, 200, reset_view{token->token, token->expires_at});
}

core::task<> list_organisations(call& c) {
    auto const found = co_await c.use.administration.organisations(c.who);
    if (!found) co_return co_await reply_error(c, found.error());
    organisation_list_reply reply{.organisations = {}, .may_create = identity::may_create_organisations(c.who)};
    for (auto const& each : *found)
        reply.organisations.push_back({each.id, each.name, each.user_count, each.created_at});
    co_await reply_with(c, 200, reply);
}

core::task<> post_organisation(call& c) {
    auto body = body_of<create_organisation>(c);
    if (!body) co_return co_await reply_error(c, body.error());
    identity::new_user admin{.name = body->admin_name.value_or(body->admin_email),
                             .email = body->admin_email,
                             .password = std::move(body->admin_password)};
    auto const made =
        co_await c.use.administration.create_organisation(c.who, actor_of(c), std::move(body->name), std::move(admin));
    if (!made) co_return co_await reply_error(c, made.error());
    auto const& row = made->organisation;
    co_await reply_with(c, 201,
                        created_organisation{row.id, row.name, row.created_at, created_user_of(c, made->admin)});
}

}  // namespace api
