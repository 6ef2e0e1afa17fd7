#pragma once

#include <string>
#include <string_view>

namespace identity::oidc {

// Where to go after a sign-on: a path of this server, and "/" in place of anything that a browser could read as an
// address elsewhere.
std::string safe_return_to(std::string_view wanted);

}  // namespace identity::oidc
