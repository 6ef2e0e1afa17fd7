#pragma once

#include "core/clock.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace llm {

// Nobody is believed who asks to be left alone for longer.
constexpr std::chrono::seconds retry_after_max = std::chrono::hours(24);

// Reads the value of a Retry-After header (RFC 9110, 10.2.3): seconds, or a date, of which `now` is subtracted. Never
// negative, at most retry_after_max; nothing for what is neither.
std::optional<std::chrono::seconds> parse_retry_after(std::string_view value, core::timestamp now);

}  // namespace llm
