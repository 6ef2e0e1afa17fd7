#pragma once

#include "net/http.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace identity::oidc {

// The cookie that ties sign-ons to the browser that began them, for as long as one takes.
std::optional<std::string> flow_secret(net::request const& request);
std::string flow_cookie(std::string_view secret, bool secure);

}  // namespace identity::oidc
