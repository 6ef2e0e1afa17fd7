#pragma once

#include "net/http.hpp"

#include <cstdint>
#include <string_view>

namespace api {

// Whose shapes a request expects of what is not its answer itself: errors, and the fields that tell of limits.
enum class dialect : std::uint8_t { native, openai, anthropic };

// By the path; addresses that both have are Anthropic's for a client that names its version of their API. `path` may be
// of a request that was refused before it was read.
dialect dialect_of(net::request const& request);

}  // namespace api
