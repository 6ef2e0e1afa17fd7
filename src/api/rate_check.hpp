#pragma once

#include "api/route.hpp"
#include "api/services.hpp"
#include "core/principal.hpp"
#include "core/result.hpp"
#include "net/http.hpp"

namespace api {

// Counts a request against the caller's limit, or, of nobody that is known, against the address's. `also` gets what the
// reply says about it: X-RateLimit-Limit, -Remaining and -Reset (Unix seconds), RateLimit and RateLimit-Policy of
// draft-ietf-httpapi-ratelimit-headers-11, and X-Budget-Warning on calls of models where four fifths of a budget are
// used. Fails with rate_limited.
core::result<void> check_rate(services& use, net::request const& request, route const& row, core::principal const* who,
                              net::headers& also);

// The same for a model call that comes in on a socket.
core::result<void> check_model_call_rate(services& use, core::principal const& who);

}  // namespace api
