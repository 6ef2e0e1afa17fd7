#pragma once

#include "net/http.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace identity {

// The cookie that carries a page's session. Over TLS it has the prefix __Host-, which keeps other sites of the same
// domain from planting one; without TLS a browser would not take that.

// The secret in the request's cookie, or nothing where there is none.
std::optional<std::string> session_secret(net::request const& request);

// The value of Set-Cookie. How long it is worth something is for the server to say, so the browser keeps it as long as
// browsers do.
std::string session_cookie(std::string_view secret, bool secure);
std::string no_session_cookie(bool secure);

// What a page must send as X-CSRF-Token with whatever changes something: bound to its cookie, and no way back to it.
std::string csrf_token(std::string_view secret);

}  // namespace identity
