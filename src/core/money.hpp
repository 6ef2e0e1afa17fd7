#pragma once

#include <cstdint>

namespace core {

// Money is kept in billionths of a dollar, and shown in dollars. Divided, so that what is shown is the nearest number:
// a product with 1e-9 would show 0.00014250000000000002.
constexpr double dollars(std::int64_t nano_usd) { return static_cast<double>(nano_usd) / 1e9; }

}  // namespace core
