#pragma once

#include "net/http.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace net {

// The value of the request's first cookie of that name which has one.
std::optional<std::string> cookie_of(request const& from, std::string_view name);

}  // namespace net
