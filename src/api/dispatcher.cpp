#include "api/dispatcher.hpp"

#include "api/access_check.hpp"
#include "api/cross_origin.hpp"
#include "api/dialect.hpp"
#include "api/errors.hpp"
#include "api/rate_check.hpp"
#include "api/watched_exchange.hpp"
#include "core/async.hpp"
#include "core/interrupt.hpp"
#include "core/log.hpp"
#include "core/trace_context.hpp"
#include "identity/session_cookie.hpp"

#include <fmt/ranges.h>

namespace api {

dispatcher::dispatcher(services& use) : use_(use), index_(routes()) {
    for (auto const& row : routes()) meters_.push_back(use.http_metrics.at(to_string(row.method), row.path));
}

core::task<> dispatcher::operator()(net::request const& request, net::exchange& exchange) {
    auto const& server = use_.settings.server;
    if (auto asked = preflight_reply(request, server)) co_return co_await exchange.reply(std::move(*asked));
    auto const origin = allowed_origin(request, server);
    if (!origin) co_return co_await dispatch(request, exchange);
    cross_origin_exchange shared(exchange, *origin);
    co_await dispatch(request, shared);
}

core::task<> dispatcher::dispatch(net::request const& request, net::exchange& exchange) {
    auto match = index_.find(request.method, request.path);
    if (match.found) {
        auto const traced = core::parse_traceparent(request.fields.get("traceparent"));
        watched_exchange watched(exchange, meters_[static_cast<std::size_t>(match.found - routes().data())],
                                 traced ? traced->trace_id : core::new_trace_id());
        co_return co_await serve(request, watched, std::move(match));
    }
    if (!match.allowed.empty()) {
        auto reply = error_response(405, "METHOD_NOT_ALLOWED", "This address does not take that method.", request);
        std::vector<std::string_view> names;
        for (auto const each : match.allowed) names.emplace_back(to_string(each));
        reply.fields.add("Allow", fmt::format("{}", fmt::join(names, ", ")));
        co_return co_await exchange.reply(std::move(reply));
    }
    bool const readable = request.method == "GET" || request.method == "HEAD";
    bool const of_an_api = request.path.starts_with("/api/") || request.path.starts_with("/v1/");
    if (readable && !of_an_api)
        if (auto file = use_.page.find(request)) co_return co_await exchange.reply(std::move(*file));
    co_await exchange.reply(error_response(404, "NOT_FOUND", "There is nothing at this address.", request));
}

core::task<> dispatcher::serve(net::request const& request, watched_exchange& exchange, route_match match) {
    auto const& row = *match.found;
    auto const shape = dialect_of(request);
    if (shape == dialect::anthropic) exchange.also().add("Request-Id", request.id);
    if (shape == dialect::openai) {
        exchange.also().add("OpenAI-Version", "2020-10-01");
        exchange.tell_time_as("OpenAI-Processing-Ms");
    }
    auto const changes_seen = use_.watch.changes();
    auto caller = co_await caller_of(request, row);
    auto const* known = caller && caller->who ? &*caller->who : nullptr;
    if (auto const rate = check_rate(use_, request, row, known, exchange.also()); !rate)
        co_return co_await exchange.reply(error_response(rate.error(), request));
    if (!caller) {
        auto reply = error_response(caller.error(), request);
        // A browser would come again with a cookie that is worth nothing.
        if (reply.status == 401 && identity::session_secret(request))
            reply.fields.add("Set-Cookie", identity::no_session_cookie(request.secure));
        co_return co_await exchange.reply(std::move(reply));
    }
    auto allowed = check_access(request, row, caller->who, use_.settings);
    if (allowed && caller->who) allowed = check_tier(row, *caller->who, use_.limits);
    if (allowed) allowed = check_origin(request, use_.settings, caller->by);
    if (allowed) allowed = check_address_holds_no_secret(request);
    if (!allowed) co_return co_await exchange.reply(error_response(allowed.error(), request));
    auto const media = request.fields.get("Content-Type");
    if (row.in && !request.body.empty() && !media.starts_with("application/json"))
        co_return co_await exchange.reply(error_response(
            415, "UNSUPPORTED_MEDIA_TYPE", "The body must be JSON: send Content-Type: application/json.", request));

    call c{use_,
           request,
           exchange,
           row,
           std::move(match.parameters),
           std::move(caller->who).value_or(core::principal()),
           caller->by};
    bool const lasts = row.shape == reply_shape::event_stream || row.shape == reply_shape::json_or_stream ||
                       row.shape == reply_shape::websocket;
    if (lasts && caller->by != identity::credential::anonymous) co_await run_watched(c, changes_seen);
    else co_await run(c);
}

// What anyone may call is answered whoever calls: a login with a cookie that has ended, for one.
core::task<core::result<identity::caller>> dispatcher::caller_of(net::request const& request, route const& row) {
    if (row.needs == access::anyone) co_return identity::caller{};
    co_return co_await use_.callers.authenticate(request);
}

namespace {

// Also where the caller has been cancelled meanwhile: the checks name what lies in its frame.
core::task<> end_checks(core::task_group& checks) {
    using namespace core::asio;
    auto const own = co_await this_coro::cancellation_state;
    co_await this_coro::reset_cancellation_state(disable_cancellation());
    checks.cancel();
    co_await checks.wait();
    co_await this_coro::reset_cancellation_state(enable_terminal_cancellation());
    if (own.cancelled() != cancellation_type::none) throw boost::system::system_error(error::operation_aborted);
}

}  // namespace

// What lasts must not outlast its caller's access: after each change of it, asks again whom the request acts for.
core::task<> dispatcher::run_watched(call& c, std::uint64_t changes_seen) {
    auto const loop = co_await core::asio::this_coro::executor;
    core::asio::cancellation_signal stop;
    core::task_group checks(loop);
    auto const check = [&] { return check_again(c, stop); };
    auto const changed = use_.watch.open(loop, c.who.user_id, [&] { core::spawn(checks, "access check", check); });
    if (use_.watch.changes() != changes_seen) core::spawn(checks, "access check", check);
    std::exception_ptr failure;
    try {
        co_await core::interruptible_too(stop, run(c));
    } catch (...) {
        failure = std::current_exception();
    }
    if (checks.size() > 0) co_await end_checks(checks);
    if (failure) std::rethrow_exception(failure);
}

core::task<> dispatcher::check_again(call& c, core::asio::cancellation_signal& stop) {
    auto const now = co_await use_.callers.authenticate(c.request);
    if (!now && now.error().code != core::errc::unauthorized) co_return;
    if (now && now->who == c.who) {
        if (c.when_access_changes) c.when_access_changes();
        co_return;
    }
    if (c.when_access_ends) c.when_access_ends();
    else stop.emit(core::asio::cancellation_type::terminal);
}

core::task<> dispatcher::run(call& c) {
    if (co_await replayed(c)) co_return;
    co_await c.matched.run(c);
}

// Answers a repeated POST with the stored reply. True when it did, or when the key is wrong.
core::task<bool> dispatcher::replayed(call& c) {
    if (c.matched.method != verb::post || c.matched.repeated != repeats::reply) co_return false;
    auto const key = idempotency_key(c.request);
    if (!key) {
        co_await reply_error(c, key.error());
        co_return true;
    }
    if (!*key) co_return false;
    store::idempotency_key const full{c.who.user_id, c.request.path, **key};
    auto const now = use_.clock.now();
    auto const digest = body_digest(c.request.body);
    auto work = [&](store::connection& db) -> core::result<store::idempotency_claim> {
        return store::idempotency::claim(db, full, digest, now, use_.settings.chat.idempotency_retention);
    };
    auto const claim = co_await use_.db.write(std::move(work));
    if (!claim) {
        co_await reply_error(c, claim.error());
        co_return true;
    }
    if (claim->outcome == store::claim_outcome::claimed) {
        c.once = full;
        co_return false;
    }
    if (claim->outcome == store::claim_outcome::mismatch) {
        co_await reply_error(c, {core::errc::idempotency_mismatch,
                                 "This Idempotency-Key was used with another request body. Use a new key."});
    } else if (claim->reply.status == 0) {
        core::error running{core::errc::conflict, "The first request with this Idempotency-Key still runs."};
        running.retryable = true;
        co_await reply_error(c, std::move(running));
    } else if (claim->reply.reply.empty()) {
        co_await reply_empty(c, claim->reply.status);
    } else {
        co_await reply_json(c, claim->reply.status, claim->reply.reply);
    }
    co_return true;
}

}  // namespace api
