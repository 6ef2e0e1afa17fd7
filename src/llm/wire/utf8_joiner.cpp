#include "llm/wire/utf8_joiner.hpp"

#include "core/unicode.hpp"

#include <utility>

namespace llm {
namespace {

// How many bytes a character has that begins with `lead`; 1 for what begins none.
std::size_t character_bytes(unsigned char lead) {
    if (lead >= 0xC2 && lead <= 0xDF) return 2;
    if (lead >= 0xE0 && lead <= 0xEF) return 3;
    if (lead >= 0xF0 && lead <= 0xF4) return 4;
    return 1;
}

// The number of bytes at the end of `text` that may be the beginning of a character.
std::size_t unfinished_bytes(std::string_view text) {
    for (std::size_t back = 1; back <= 3 && back <= text.size(); ++back) {
        auto const byte = static_cast<unsigned char>(text[text.size() - back]);
        if ((byte & 0xC0) == 0x80) continue;
        return character_bytes(byte) > back ? back : 0;
    }
    return 0;
}

}  // namespace

std::string utf8_joiner::join(std::string piece) {
    if (!held_.empty()) piece.insert(0, std::exchange(held_, {}));
    if (auto const unfinished = unfinished_bytes(piece)) {
        held_ = piece.substr(piece.size() - unfinished);
        piece.resize(piece.size() - unfinished);
    }
    return core::valid_utf8(piece) ? std::move(piece) : core::to_valid_utf8(piece);
}

std::string utf8_joiner::rest() { return core::to_valid_utf8(std::exchange(held_, {})); }

}  // namespace llm
