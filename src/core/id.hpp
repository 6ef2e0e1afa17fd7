#pragma once

#include "core/clock.hpp"

#include <string>
#include <string_view>

namespace core {

// A row id: UUIDv7 (RFC 9562, 5.7) in its 36-character text form. Ordered by time, so that rows made together lie
// together; unique, but no secret.
std::string new_id(timestamp now);

// True for 36 characters in the shape of a UUID, lower case. What is not one can't name a row.
bool is_id(std::string_view text);

}  // namespace core
