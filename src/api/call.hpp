#pragma once

#include "api/route.hpp"
#include "api/services.hpp"
#include "core/json_read.hpp"
#include "core/json_write.hpp"
#include "core/described_query.hpp"
#include "net/http.hpp"
#include "store/repositories/idempotency.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace api {

// One request on its way through a handler. Lives as long as the exchange.
struct call {
    services& use;
    net::request const& request;
    net::exchange& exchange;
    route const& matched;
    std::vector<std::string> parameters;   // of the path, in order
    core::principal who;
    identity::credential by = identity::credential::none;   // how the request says so
    std::optional<store::idempotency_key> once{};   // the answer is to be recorded under this key
    net::headers more_fields{};                     // of the reply that reply_json() or reply_empty() makes
    std::function<void()> when_access_ends{};       // how a socket ends; a stream is cut
    std::function<void()> when_access_changes{};    // it holds, but what was shared may not be any more

    std::string const& parameter(std::size_t index) const { return parameters[index]; }
};

// The body as T: checked, unknown fields refused or ignored as the row says. An empty body counts as {}.
template <class T>
core::result<T> body_of(call const& c) {
    T out;
    auto const read = core::read_json(c.request.body.empty() ? "{}" : c.request.body, out, c.matched.other_fields);
    if (!read) return read.error();
    return out;
}

// The same of the address's parameters.
template <class T>
core::result<T> query_of(call const& c) {
    T out;
    auto const read = core::read_query(c.request.query, out, c.matched.other_fields);
    if (!read) return read.error();
    return out;
}

core::task<> reply_json(call& c, int status, std::string body);
core::task<> reply_empty(call& c, int status);
core::task<> reply_error(call& c, core::error what);

template <class T>
core::task<> reply_with(call& c, int status, T const& what) {
    return reply_json(c, status, core::write_json(what));
}

// 204 where it was done.
core::task<> reply_done(call& c, core::result<void> const& done);

// A list, whose rows `view` shows. Await it where it is called: it borrows what was found.
template <class Reply, class View, class Rows, class Show>
core::task<> reply_list(call& c, core::result<Rows> const& found, std::vector<View> Reply::* list, Show view) {
    if (!found) co_return co_await reply_error(c, found.error());
    Reply reply;
    for (auto const& each : *found) (reply.*list).push_back(view(each));
    co_await reply_with(c, 200, reply);
}

// Where the request comes from, for lists of sessions and the audit log.
identity::client_facts facts_of(net::request const& request);

// The Idempotency-Key header: quoted as the draft says, or bare. Fails when it is empty or too long.
core::result<std::optional<std::string>> idempotency_key(net::request const& request);

// A digest of what a key stands for, so that the same key with another body is noticed.
std::string body_digest(std::string_view body);

}  // namespace api
