#pragma once

#include "api/route.hpp"
#include "core/result.hpp"
#include "core/settings.hpp"
#include "identity/authenticator.hpp"
#include "identity/limits/current_limits.hpp"
#include "net/http.hpp"

#include <optional>

namespace api {

// Whether this caller may reach a row at all: by role, and by what the API key is for. Whose object it is, is for the
// SQL behind the row. Fails with unauthorized (nobody is signed in) or forbidden.
core::result<void> check_access(net::request const& request, route const& row,
                                std::optional<core::principal> const& who, core::settings const& settings);

// Whether a page of another site sent a request that changes something: such a request would act for the person whose
// browser it is (CSRF). Judged by Origin and Sec-Fetch-Site. What comes by cookie must come from our own page, and say
// so, and carry the token that only our own page can read. Fails with forbidden.
core::result<void> check_origin(net::request const& request, core::settings const& settings, identity::credential by);

// Whether an address carries what looks like a credential. Addresses end up in logs, histories and referrers, so it is
// refused wherever it stands, even where nobody would read it. Fails with invalid_input, without the value.
core::result<void> check_address_holds_no_secret(net::request const& request);

// Refuses what the caller's tier does not open: the route's feature, and API keys to who comes in with one.
core::result<void> check_tier(route const& row, core::principal const& who, identity::current_limits const& limits);

}  // namespace api
