#include "api/call.hpp"

#include "api/errors.hpp"
#include "core/digest.hpp"

namespace api {

namespace {

// Records the reply under the request's key, before anybody sees it.
core::task<> remember(call& c, int status, std::string const& body) {
    if (!c.once) co_return;
    auto work = [&](store::connection& db) -> core::result<void> {
        if (status >= 500) store::idempotency::release(db, *c.once);
        else store::idempotency::complete(db, *c.once, {.turn_id = {}, .status = status, .reply = body});
        return {};
    };
    co_await c.use.db.write(std::move(work));
}

// No cache between keeps what is somebody's own, nor shows it to somebody else.
void add_fields(call const& c, net::response& reply) {
    reply.fields.add("Cache-Control", "no-store");
    if (c.matched.needs != access::anyone) reply.fields.add("Vary", "Authorization, Cookie");
    for (auto const& each : c.more_fields) reply.fields.add(each.name, each.value);
}

}  // namespace

core::task<> reply_json(call& c, int status, std::string body) {
    co_await remember(c, status, body);
    net::response reply{.status = status};
    reply.fields.add("Content-Type", "application/json");
    add_fields(c, reply);
    reply.body = std::move(body);
    co_await c.exchange.reply(std::move(reply));
}

core::task<> reply_empty(call& c, int status) {
    co_await remember(c, status, {});
    net::response reply{.status = status};
    add_fields(c, reply);
    co_await c.exchange.reply(std::move(reply));
}

core::task<> reply_error(call& c, core::error what) {
    auto reply = error_response(what, c.request);
    co_await remember(c, reply.status, reply.body);
    co_await c.exchange.reply(std::move(reply));
}

core::task<> reply_done(call& c, core::result<void> const& done) {
    if (!done) co_return co_await reply_error(c, done.error());
    co_await reply_empty(c, 204);
}

identity::client_facts facts_of(net::request const& request) {
    return {.address = request.remote_address,
            .user_agent = std::string(request.fields.get("User-Agent")),
            .request_id = request.id};
}

core::result<std::optional<std::string>> idempotency_key(net::request const& request) {
    auto const* header = request.fields.find("Idempotency-Key");
    if (!header) return std::nullopt;
    std::string_view key = *header;
    if (key.size() >= 2 && key.starts_with('"') && key.ends_with('"')) key = key.substr(1, key.size() - 2);
    if (key.empty() || key.size() > 255)
        return core::error{core::errc::invalid_input,
                           "Idempotency-Key must have 1 to 255 characters.",
                           {{"Idempotency-Key", "must have 1 to 255 characters"}}};
    return std::string(key);
}

std::string body_digest(std::string_view body) { return core::sha256_hex(body); }

}  // namespace api
