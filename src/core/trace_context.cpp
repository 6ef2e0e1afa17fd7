#include "core/trace_context.hpp"

#include "core/random.hpp"

#include <algorithm>
#include <array>

namespace core {

namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

bool is_hex(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return hex_digits.find(c) != hex_digits.npos; });
}

bool is_zero(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c == '0'; });
}

}  // namespace

std::optional<trace_context> parse_traceparent(std::string_view header) {
    constexpr std::size_t length = 55;   // of version 00: 2 + 32 + 16 + 2 digits and 3 dashes
    if (header.size() < length) return std::nullopt;
    auto const version = header.substr(0, 2);
    auto const trace = header.substr(3, 32);
    auto const parent = header.substr(36, 16);
    auto const flags = header.substr(53, 2);
    if (header[2] != '-' || header[35] != '-' || header[52] != '-') return std::nullopt;
    if (!is_hex(version) || !is_hex(trace) || !is_hex(parent) || !is_hex(flags)) return std::nullopt;
    if (version == "ff" || is_zero(trace) || is_zero(parent)) return std::nullopt;
    bool const longer = header.size() > length;
    if (longer && (version == "00" || header[length] != '-')) return std::nullopt;
    bool const sampled = hex_digits.find(flags[1]) % 2 == 1;
    return trace_context{std::string(trace), std::string(parent), sampled};
}

std::string new_trace_id() {
    std::array<unsigned char, 16> bytes;
    fill_unique(bytes.data(), bytes.size());
    std::string out;
    out.reserve(32);
    for (auto const byte : bytes) {
        out += hex_digits[byte >> 4];
        out += hex_digits[byte & 15];
    }
    return out;
}

}  // namespace core
