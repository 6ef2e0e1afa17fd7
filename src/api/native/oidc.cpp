#include "api/native/oidc.hpp"

#include "api/call.hpp"
#include "api/native/oidc_types.hpp"
#include "identity/oidc/authorization.hpp"
#include "identity/oidc/flow_cookie.hpp"
#include "identity/session_cookie.hpp"

namespace api {

namespace {

namespace oidc = identity::oidc;

core::task<> send_to(call& c, std::string const& address, std::string cookie = {}) {
    net::response reply{.status = 302, .fields = {{"Location", address}, {"Cache-Control", "no-store"}}};
    // What the provider sent along stands in the address that the browser came from.
    reply.fields.add("Referrer-Policy", "no-referrer");
    if (!cookie.empty()) reply.fields.add("Set-Cookie", std::move(cookie));
    co_await c.exchange.reply(std::move(reply));
}

core::error no_provider() { return {core::errc::not_found, "There is no such identity provider."}; }

// Somebody sits in front of a browser: the page tells what went wrong, by its code.
char const* reason_of(core::errc code) {
    switch (code) {
    case core::errc::invalid_input: return "expired";
    case core::errc::unauthorized:  return "refused";
    case core::errc::forbidden:     return "suspended";
    case core::errc::not_found:     return "unregistered";
    default:                        return "unavailable";
    }
}

core::task<> send_to_sign_in(call& c, core::error const& why) {
    co_await send_to(c, std::string("/signin?sso_error=") + reason_of(why.code));
}

}  // namespace

core::task<> start_sign_on(call& c) {
    if (!c.use.sign_on.offers(c.parameter(0))) co_return co_await reply_error(c, no_provider());
    auto query = query_of<sign_on_query>(c);
    if (!query) co_return co_await reply_error(c, query.error());
    auto const begun =
        co_await c.use.sign_on.begin(c.parameter(0), std::move(query->return_to), oidc::flow_secret(c.request));
    if (!begun) co_return co_await send_to_sign_in(c, begun.error());
    co_await send_to(c, begun->address, oidc::flow_cookie(begun->browser_secret, c.request.secure));
}

core::task<> finish_sign_on(call& c) {
    if (!c.use.sign_on.offers(c.parameter(0))) co_return co_await reply_error(c, no_provider());
    auto what = oidc::read_answer(c.request.query);
    if (!what) co_return co_await send_to_sign_in(c, what.error());
    auto const done = co_await c.use.sign_on.finish(c.parameter(0), std::move(*what), oidc::flow_secret(c.request),
                                                    facts_of(c.request));
    if (!done) co_return co_await send_to_sign_in(c, done.error());
    co_await send_to(c, done->return_to, identity::session_cookie(done->session_secret, c.request.secure));
}

core::task<> post_sign_on_logout(call& c) {
    auto const address = co_await c.use.sign_on.end_address(c.who);
    if (!address) co_return co_await reply_error(c, address.error());
    auto const done = co_await c.use.accounts.logout(c.who, facts_of(c.request));
    if (!done) co_return co_await reply_error(c, done.error());
    if (c.by == identity::credential::cookie) {
        c.more_fields.add("Set-Cookie", identity::no_session_cookie(c.request.secure));
        c.more_fields.add("Clear-Site-Data", "\"cookies\", \"storage\"");
    }
    sign_on_logout_reply reply;
    if (!address->empty()) reply.logout_url = *address;
    co_await reply_with(c, 200, reply);
}

}  // namespace api
