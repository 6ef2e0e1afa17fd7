#include "net/outbound/guarded_fetch.hpp"

#include <algorithm>
#include <chrono>
#include <initializer_list>

namespace net {

namespace {

using steady = std::chrono::steady_clock;

bool is_redirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// What says nothing about who asks.
headers without_credentials(headers const& fields) {
    headers out;
    for (auto const& field : fields)
        for (auto const* const harmless : {"accept", "accept-language", "user-agent"})
            if (same_name(field.name, harmless)) out.add(field.name, field.value);
    return out;
}

core::error upstream(char const* why) { return {core::errc::upstream_failed, why}; }

core::task<core::result<fetched>> read_all(client_response& reply, std::size_t bytes_max) {
    fetched out{.status = reply.status(), .fields = reply.fields()};
    auto const coding = out.fields.get("Content-Encoding");
    if (!coding.empty() && !same_name(coding, "identity")) co_return upstream("the reply is compressed unasked");
    for (;;) {
        auto piece = co_await reply.read_some();
        if (!piece) co_return piece.error();
        if (piece->empty()) co_return out;
        out.body += *piece;
        if (out.body.size() > bytes_max) co_return upstream("the reply is larger than allowed");
    }
}

// Turns `request` into the one that a redirect from `here` asks for.
core::result<void> redirect(client_request& request, outbound_url const& here, int status, std::string_view location) {
    auto const next = here.follow(location);
    if (!next) return core::error{core::errc::forbidden, next.error().message};
    if (here.is_https() && !next->is_https())
        return core::error{core::errc::forbidden, "a redirect leads from https to http"};
    bool const repeats_body = status == 307 || status == 308;
    if (!repeats_body && request.method != "GET" && request.method != "HEAD") {
        request.method = "GET";
        request.body.clear();
    }
    if (!here.same_origin(*next)) {
        if (!request.body.empty())
            return core::error{core::errc::forbidden, "a redirect would send the request's body to another host"};
        request.fields = without_credentials(request.fields);
    }
    request.url = next->text();
    return {};
}

}  // namespace

core::task<core::result<fetched>> guarded_fetch(http_client& client, outbound_guard const& guard,
                                                client_request request, fetch_limits limits) {
    auto const deadline = steady::now() + request.total_timeout;
    request.guard = &guard;
    for (int hop = 0;; ++hop) {
        auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - steady::now());
        if (left <= std::chrono::milliseconds(0)) co_return core::error{core::errc::timeout, "the reply is too slow"};
        request.total_timeout = left;
        auto const here = outbound_url::parse(request.url);
        if (!here) co_return here.error();
        auto const reply = co_await client.open(request);
        if (!reply) co_return reply.error();
        auto const location = (*reply)->fields().get("Location");
        if (!is_redirect((*reply)->status()) || location.empty()) {
            auto out = co_await read_all(**reply, limits.body_bytes_max);
            if (out) out->url = here->text();
            co_return out;
        }
        if (hop == limits.redirects_max) co_return upstream("the reply is one redirect too many");
        auto const next = redirect(request, *here, (*reply)->status(), location);
        if (!next) co_return next.error();
    }
}

}  // namespace net
