#pragma once

#include "core/clock.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace core {

// RFC 3339 in UTC to the millisecond: "2026-01-31T09:05:00.000Z". What replies, exports and logs carry.
std::string format_time(timestamp t);

// Reads RFC 3339, any offset, up to nine decimals (what is finer than a millisecond is dropped).
std::optional<timestamp> parse_time(std::string_view text);

}  // namespace core
