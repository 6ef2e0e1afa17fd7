#include "api/native/tokens.hpp"

#include "api/call.hpp"
#include "api/native/token_types.hpp"

namespace api {

core::task<> post_refresh(call& c) {
    auto body = body_of<refresh_request>(c);
    if (!body) co_return co_await reply_error(c, body.error());
    auto pair = co_await c.use.tokens.refresh(std::move(body->refresh_token), facts_of(c.request));
    if (!pair) co_return co_await reply_error(c, pair.error());
    token_reply reply{std::move(pair->access_token), std::move(pair->refresh_token)};
    reply.expires_in = pair->expires_in.count();
    co_await reply_with(c, 200, reply);
}

// Public keys only; others may keep them for a while, and ask again when a token names one they don't know.
core::task<> get_jwks(call& c) {
    net::response reply;
    reply.fields.add("Content-Type", "application/jwk-set+json");
    reply.fields.add("Cache-Control", "public, max-age=300");
    reply.body = c.use.signing_keys.now()->jwks;
    co_await c.exchange.reply(std::move(reply));
}

}  // namespace api
