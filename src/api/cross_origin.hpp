#pragma once

#include "core/settings.hpp"
#include "net/http.hpp"

#include <optional>
#include <string>

namespace api {

// Pages of other sites that may call the API (the CORS protocol, WHATWG Fetch 3.3), by CORS_ORIGINS. Cookies are never
// shared with them: such a page signs in with a token or a key of its own.

// The value of Access-Control-Allow-Origin for this request: its Origin where that is listed, "*" where every one is
// and the request carries a credential of its own; nothing for a request of our own page, of a program, or of a site
// that is not listed.
std::optional<std::string> allowed_origin(net::request const& request, core::server_settings const& server);

// The reply to the question that a browser asks before it sends such a request; nothing where this is no such question.
// A site that is not listed gets a reply without permission.
std::optional<net::response> preflight_reply(net::request const& request, core::server_settings const& server);

// Passes everything on; a page of the site `origin` may read the replies.
class cross_origin_exchange final : public net::exchange {
public:
    cross_origin_exchange(net::exchange& to, std::string origin) : to_(to), origin_(std::move(origin)) {}

    core::task<> reply(net::response what) override;
    core::task<std::unique_ptr<net::body_stream>> stream(net::response head) override;
    core::task<std::unique_ptr<net::websocket>> upgrade(std::string subprotocol) override;
    bool client_is_gone() const override { return to_.client_is_gone(); }

private:
    net::exchange& to_;
    std::string origin_;
};

}  // namespace api
