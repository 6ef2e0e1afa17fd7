#pragma once

#include "matrix_cast.hpp"

#include "api/route.hpp"

#include <cstdint>
#include <iosfwd>

namespace negative {

enum class outcome : std::uint8_t { open, allowed, unauthorized, forbidden, hidden };
std::ostream& operator<<(std::ostream& out, outcome what);

// The one rule: what must come of a request, computed from the columns of the route's row and from what the caller is,
// and from nothing else. `deleted`: the conversation was deleted by its owner.
outcome expected(api::route const& row, player const& who, bool names_an_object, bool deleted);

// What a reply says came of it.
outcome seen(api::route const& row, int status);

}  // namespace negative
