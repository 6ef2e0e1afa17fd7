#include "core/unicode.hpp"

#include <cstdint>
#include <cstring>

namespace core {
namespace {

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

// The bytes of the valid code point at the front of `text`, or 0. `bad` is then how many bytes one U+FFFD replaces:
// the longest prefix of a valid sequence, at least one byte.
std::size_t sequence(std::string_view text, std::size_t& bad) {
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    auto const lead = byte(0);
    bad = 1;
    if (lead < 0x80) return 1;
    if (lead < 0xc2 || lead > 0xf4) return 0;
    std::size_t const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    // Only the second byte's range depends on the lead: it shuts out overlong forms, surrogates and what lies above.
    unsigned const low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    unsigned const high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    for (std::size_t i = 1; i < length; ++i) {
        bad = i;
        if (i == text.size()) return 0;
        if (i == 1 ? byte(i) < low || byte(i) > high : !is_continuation(text[i])) return 0;
    }
    return length;
}

// How many bytes at the front are ASCII, counted eight at a time; may stop up to seven short.
std::size_t ascii_run(std::string_view text) {
    std::size_t i = 0;
    for (std::uint64_t word; i + sizeof word <= text.size(); i += sizeof word) {
        std::memcpy(&word, text.data() + i, sizeof word);
        if (word & 0x8080808080808080u) break;
    }
    return i;
}

}  // namespace

bool valid_utf8(std::string_view text) {
    while (!text.empty()) {
        text.remove_prefix(ascii_run(text));
        if (text.empty()) return true;
        std::size_t bad;
        auto const length = sequence(text, bad);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

std::size_t count_characters(std::string_view text) {
    std::size_t count = 0;
    for (char const c : text) count += !is_continuation(c);
    return count;
}

std::string_view first_characters(std::string_view text, std::size_t characters_max) {
    if (text.size() <= characters_max) return text;
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (!is_continuation(text[i]) && count++ == characters_max) return text.substr(0, i);
    return text;
}

std::string_view first_bytes(std::string_view text, std::size_t bytes_max) {
    if (text.size() <= bytes_max) return text;
    auto end = bytes_max;
    while (end > 0 && is_continuation(text[end])) --end;
    return text.substr(0, end);
}

std::string to_valid_utf8(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        std::size_t bad;
        auto const length = sequence(text, bad);
        if (length == 0) out += "\xef\xbf\xbd";
        else out += text.substr(0, length);
        text.remove_prefix(length == 0 ? bad : length);
    }
    return out;
}

}  // namespace core
