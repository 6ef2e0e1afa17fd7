#include "api/native/keys.hpp"

#include "api/call.hpp"
#include "api/native/key_types.hpp"
#include "identity/name_list.hpp"

#include <boost/describe/enum_to_string.hpp>

namespace api {

namespace {

key_view view_of(identity::key_and_budgets const& from) {
    auto const& key = from.key;
    key_view out{.id = key.id, .name = key.name, .prefix = key.prefix};
    out.scopes = identity::read_names(key.scopes);
    out.models = identity::read_names(key.models);
    out.requests_per_minute = key.requests_per_minute;
    out.tokens_per_minute = key.tokens_per_minute;
    for (auto const& each : from.budgets)
        out.budgets.push_back({each.id, boost::describe::enum_to_string(each.unit, ""),
                               boost::describe::enum_to_string(each.period, ""), each.amount});
    out.created_at = key.created_at;
    out.expires_at = key.expires_at;
    out.last_used_at = key.last_used_at;
    out.revoked_at = key.revoked_at;
    return out;
}

identity::key_request request_of(create_key&& from) {
    identity::key_request out{.name = std::move(from.name)};
    out.scopes = std::move(from.scopes);
    out.models = std::move(from.models);
    out.requests_per_minute = from.requests_per_minute;
    out.tokens_per_minute = from.tokens_per_minute;
    out.expires_at = from.expires_at;
    if (from.budget)
        out.budget = {.unit = from.budget->unit, .period = from.budget->period, .amount = from.budget->amount};
    return out;
}

}  // namespace

core::task<> list_keys(call& c) {
    co_await reply_list(c, co_await c.use.keys.list(c.who), &key_list_reply::keys, view_of);
}

core::task<> post_key(call& c) {
    auto body = body_of<create_key>(c);
    if (!body) co_return co_await reply_error(c, body.error());
    auto made = co_await c.use.keys.create(c.who, request_of(std::move(*body)), facts_of(c.request));
    if (!made) co_return co_await reply_error(c, made.error());
    auto reply = view_of(made->made);
    reply.key = std::move(made->secret);
    co_await reply_with(c, 201, reply);
}

core::task<> patch_key(call& c) {
    auto body = body_of<change_key>(c);
    if (!body) co_return co_await reply_error(c, body.error());
    identity::key_patch what{std::move(body->name),     std::move(body->scopes), std::move(body->models),
                             body->requests_per_minute, body->tokens_per_minute, body->expires_at};
    auto const changed = co_await c.use.keys.change(c.who, c.parameter(0), std::move(what), facts_of(c.request));
    if (!changed) co_return co_await reply_error(c, changed.error());
    co_await reply_with(c, 200, view_of(*changed));
}

core::task<> delete_key(call& c) {
    co_await reply_done(c, co_await c.use.keys.revoke(c.who, c.parameter(0), facts_of(c.request)));
}

}  // namespace api
