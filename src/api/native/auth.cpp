#include "api/native/auth.hpp"

#include "api/call.hpp"
#include "api/native/account_view.hpp"
#include "api/native/auth_types.hpp"
#include "core/log.hpp"
#include "identity/session_cookie.hpp"

namespace api {

namespace {

store::session_kind kind_of(bool cookie) { return cookie ? store::session_kind::page : store::session_kind::tokens; }

// A cookie belongs into a header that no script reads; everything else into the body.
core::task<> reply_signed_in(call& c, int status, core::result<identity::signed_in> const& who) {
    if (!who) co_return co_await reply_error(c, who.error());
    auto const account = co_await c.use.accounts.find({.user_id = who->user.id});
    if (!account) co_return co_await reply_error(c, account.error());
    signed_in_reply reply{.user = account_view_of(*account, c.use.limits)};
    if (who->session.row.kind == store::session_kind::page) {
        reply.csrf_token = identity::csrf_token(who->session.secret);
        c.more_fields.add("Set-Cookie", identity::session_cookie(who->session.secret, c.request.secure));
        co_return co_await reply_with(c, status, reply);
    }
    auto pair = co_await c.use.tokens.issue(who->user, who->session.row.id);
    if (!pair) co_return co_await reply_error(c, pair.error());
    reply.access_token = std::move(pair->access_token);
    reply.refresh_token = std::move(pair->refresh_token);
    reply.token_type = "Bearer";
    reply.expires_in = pair->expires_in.count();
    co_await reply_with(c, status, reply);
}

core::task<> reply_account(call& c, core::result<identity::account> const& account) {
    if (!account) co_return co_await reply_error(c, account.error());
    me_reply reply{.user = account_view_of(*account, c.use.limits),
                   .csrf_token = {},
                   .anonymous = c.by == identity::credential::anonymous};
    if (c.by == identity::credential::cookie)
        if (auto const secret = identity::session_secret(c.request)) reply.csrf_token = identity::csrf_token(*secret);
    co_await reply_with(c, 200, reply);
}

// The browser forgets what it keeps of us: the cookie, and what the page stored.
void forget_browser(call& c) {
    if (c.by != identity::credential::cookie) return;
    c.more_fields.add("Set-Cookie", identity::no_session_cookie(c.request.secure));
    c.more_fields.add("Clear-Site-Data", "\"cookies\", \"storage\"");
}

}  // namespace

core::task<> get_auth_options(call& c) {
    auto const first = co_await c.use.accounts.awaits_first();
    if (!first) co_return co_await reply_error(c, first.error());
    auto const& access = c.use.settings.access;
    auth_options_reply reply{.anonymous = access.anonymous.value_or(false),
                             .registration = access.registration_enabled || *first,
                             .first_account = *first,
                             .providers = {}};
    for (auto const& each : c.use.sign_on.offered()) reply.providers.push_back({each.id, each.name});
    co_await reply_with(c, 200, reply);
}

core::task<> post_register(call& c) {
    auto body = body_of<register_request>(c);
    if (!body) co_return co_await reply_error(c, body.error());
    auto const made = co_await c.use.accounts.register_account({std::move(body->name), std::move(body->email),
                                                                std::move(body->password)},
                                                               kind_of(body->cookie), facts_of(c.request));
    co_await reply_signed_in(c, 201, made);
}

core::task<> post_login(call& c) {
    auto body = body_of<login_request>(c);
    if (!body) co_return co_await reply_error(c, body.error());
    auto const done = co_await c.use.accounts.login(std::move(body->email), std::move(body->password),
                                                    kind_of(body->cookie), facts_of(c.request));
    co_await reply_signed_in(c, 200, done);
}

core::task<> post_logout(call& c) {
    auto const done = co_await c.use.accounts.logout(c.who, facts_of(c.request));
    if (!done) co_return co_await reply_error(c, done.error());
    forget_browser(c);
    co_await reply_empty(c, 204);
}

core::task<> get_me(call& c) { co_await reply_account(c, co_await c.use.accounts.find(c.who)); }

core::task<> patch_my_account(call& c) {
    auto body = body_of<patch_me>(c);
    if (!body) co_return co_await reply_error(c, body.error());
    co_await reply_account(c, co_await c.use.accounts.rename(c.who, std::move(body->name)));
}

core::task<> delete_my_account(call& c) {
    auto body = body_of<delete_me>(c);
    if (!body) co_return co_await reply_error(c, body.error());
    auto const done = co_await c.use.accounts.remove(c.who, std::move(body->password), facts_of(c.request));
    if (!done) co_return co_await reply_error(c, done.error());
    forget_browser(c);
    co_await reply_empty(c, 204);
}

core::task<> post_password(call& c) {
    auto body = body_of<change_password_request>(c);
    if (!body) co_return co_await reply_error(c, body.error());
    auto const done = co_await c.use.accounts.change_password(c.who, std::move(body->current_password),
                                                              std::move(body->new_password), facts_of(c.request));
    if (!done) co_return co_await reply_error(c, done.error());
    if (*done) c.more_fields.add("Set-Cookie", identity::session_cookie(**done, c.request.secure));
    co_await reply_empty(c, 204);
}

core::task<> post_password_forgot(call& c) {
    auto body = body_of<forgot_password_request>(c);
    if (!body) co_return co_await reply_error(c, body.error());
    auto const mails = co_await c.use.accounts.forgot_password(std::move(body->email), facts_of(c.request));
    if (!mails) co_return co_await reply_error(c, mails.error());
    if (*mails) c.use.wake_jobs();
    else
        core::log(core::level::warning, "accounts",
                  "somebody asked for a password reset; no MAIL_COMMAND is set, so an operator who knows the person "
                  "can make one: parlance user reset-password",
                  {{"request_id", std::string_view(c.request.id)}});
    co_await reply_empty(c, 202);
}

core::task<> post_password_reset(call& c) {
    auto body = body_of<reset_password_request>(c);
    if (!body) co_return co_await reply_error(c, body.error());
    auto const done = co_await c.use.accounts.reset_password(std::move(body->token), std::move(body->new_password),
                                                             facts_of(c.request));
    co_await reply_done(c, done);
}

core::task<> list_sessions(call& c) {
    auto const found = co_await c.use.accounts.sessions_of(c.who);
    auto const view = [&](store::session_row const& each) {
        return session_view{.id = each.id,
                            .kind = store::to_string(each.kind),
                            .address = each.address,
                            .user_agent = each.user_agent,
                            .created_at = each.created_at,
                            .last_used_at = each.last_used_at,
                            .expires_at = each.expires_at,
                            .current = each.id == c.who.session_id};
    };
    co_await reply_list(c, found, &session_list_reply::sessions, view);
}

core::task<> delete_session(call& c) {
    auto const done = co_await c.use.accounts.end_session(c.who, c.parameter(0), facts_of(c.request));
    if (!done) co_return co_await reply_error(c, done.error());
    if (c.parameter(0) == c.who.session_id) forget_browser(c);
    co_await reply_empty(c, 204);
}

}  // namespace api
