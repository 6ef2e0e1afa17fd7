#pragma once

#include "core/error.hpp"
#include "core/result.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace llm {

// What the name of a demo model asks for: `demo`, or `demo:key=value,…` with the keys below.
struct demo_options {
    std::optional<std::int64_t> tokens{};     // exactly so many made-up words; without it, a helpful answer
    std::chrono::milliseconds delay{0};       // delay_ms: between two tokens
    std::optional<std::int64_t> cut_at{};     // after so many tokens the stream ends without a finish
    std::optional<std::int64_t> stall_at{};   // after so many tokens it says nothing more
    // Fails so: when opened, or with cut_at after so many tokens.
    std::optional<core::errc> error{};
    bool tools = false;                       // on|off: calls the first tool that is offered
    std::uint64_t seed = 0;                   // another seed, other words
    bool prefill = true;                      // on|off: can go on from a given text

    bool operator==(demo_options const&) const = default;
};

// Reads a model's name. Plain `demo` has a delay of 20 ms, so that streaming can be seen; a name with options has none
// unless it says so. Fails with invalid_input, naming the option and what is allowed, or not_found for another name.
core::result<demo_options> parse_demo_options(std::string_view model);

}  // namespace llm
