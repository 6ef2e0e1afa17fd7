#pragma once

#include "core/usage.hpp"

#include <cstdint>

namespace llm {

// What a million tokens cost, in billionths of a dollar.
struct price {
    std::int64_t input = 0;
    std::int64_t output = 0;
    std::int64_t cached = 0;   // input that the provider had in its cache

    bool operator==(price const&) const = default;
};

// In billionths of a dollar, rounded up. Counts are clamped to what no call can reach.
std::int64_t cost_of(core::usage const& used, price const& at);

// The most completion tokens that `nano_usd` pays for after the prompt; negative where it does not pay for that.
std::int64_t completion_tokens_for(std::int64_t nano_usd, std::int64_t prompt_tokens, price const& at);

}  // namespace llm
