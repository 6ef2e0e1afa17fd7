#pragma once

#include "api/route.hpp"
#include "core/result.hpp"
#include "core/settings.hpp"
#include "net/http.hpp"

namespace api {

// Whether this request may reach a row of this access at all. While there are no accounts, every user is the local one,
// which the settings allow on loopback only. Fails with unauthorized or forbidden.
core::result<void> check_access(net::request const& request, access needs, core::settings const& settings);

// Whether a page of another site sent a request that changes something: such a request would act for the person whose
// browser it is (CSRF). Judged by Origin and Sec-Fetch-Site. Fails with forbidden.
core::result<void> check_origin(net::request const& request, core::settings const& settings);

// Whether an address carries what looks like a credential. Addresses end up in logs, histories and referrers, so it is
// refused wherever it stands, even where nobody would read it. Fails with invalid_input, without the value.
core::result<void> check_address_holds_no_secret(net::request const& request);

}  // namespace api
