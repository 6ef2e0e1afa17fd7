#include "llm/token_estimate.hpp"

#include <algorithm>
#include <array>

namespace llm {
namespace {

constexpr std::int64_t per_message = 4;
constexpr std::int64_t per_request = 2;

// Quarters of a token that a character is worth, by the first byte of its UTF-8 sequence. The bytes that follow are
// worth nothing of their own.
constexpr auto quarters_by_byte = [] {
    std::array<std::uint8_t, 256> table{};
    for (unsigned byte = 0; byte < 256; ++byte) {
        if (byte < 0x80) table[byte] = 1;
        else if (byte < 0xC0) table[byte] = 0;
        else if (byte < 0xE0) table[byte] = 2;
        else if (byte < 0xF0) table[byte] = 4;
        else table[byte] = 8;
    }
    return table;
}();

}  // namespace

std::int64_t approximate_tokens(std::string_view text) {
    if (text.empty()) return 0;
    std::int64_t quarters = 0;
    for (unsigned char const byte : text) quarters += quarters_by_byte[byte];
    return std::max<std::int64_t>(1, (quarters + 3) / 4);
}

std::int64_t approximate_tokens(std::span<message const> prompt) {
    std::int64_t total = per_request;
    for (auto const& one : prompt) {
        total += per_message + approximate_tokens(one.text);
        for (auto const& call : one.tool_calls)
            total += approximate_tokens(call.name) + approximate_tokens(call.arguments);
    }
    return total;
}

}  // namespace llm
