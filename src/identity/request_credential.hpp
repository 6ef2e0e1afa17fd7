#pragma once

#include "core/result.hpp"
#include "net/http.hpp"

#include <optional>
#include <string_view>

namespace identity {

// The token or key that a request carries in a header: as Authorization: Bearer, x-api-key or api-key. Borrows from the
// request. Fails with unauthorized where it is of another kind or empty, and with invalid_input where the request
// carries two that differ: nobody could say whom it acts for.
core::result<std::optional<std::string_view>> sent_credential(net::request const& request);

}  // namespace identity
