#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace llm::vocabulary_layout {

// How a vocabulary lies in the binary, so that it is used where it lies: nothing is loaded but the pages that are
// touched. The build's packer (cmake/vocabularies/pack.cpp) writes it, token_vocabulary reads it. All numbers are 32
// bits of this machine; the parts follow each other without gaps:
//
//   header
//   offsets     token_count + 1 numbers: where each token begins in `bytes`
//   slots       slot_count numbers, an open hash table: 0 is free, else tag << rank_bits | rank + 1
//   pairs       65,536 numbers: rank + 1 of the token that is these two bytes (the first is the upper), or 0
//   specials    special_count of `special`
//   bytes       of all tokens, then the names of the special ones
struct header {
    std::uint32_t magic = 0;
    std::uint32_t token_count = 0;
    std::uint32_t slot_count = 0;   // a power of two
    std::uint32_t special_count = 0;
    std::uint32_t bytes_size = 0;
    std::uint32_t longest = 0;      // token, in bytes
};

struct special {
    std::uint32_t id = 0;
    std::uint32_t begin = 0, size = 0;   // of its name in `bytes`
};

constexpr std::uint32_t magic = 0x31764C50;   // "PLv1"
constexpr unsigned rank_bits = 18;
constexpr std::uint32_t rank_mask = (1u << rank_bits) - 1;

constexpr std::uint32_t pair_count = 1u << 16;

constexpr std::uint32_t pair_of(char first, char second) {
    return std::uint32_t(static_cast<unsigned char>(first)) << 8 | static_cast<unsigned char>(second);
}

template <class Number>
Number load(char const* from) {
    Number out;
    std::memcpy(&out, from, sizeof out);
    return out;
}

// Of a token's bytes. The upper bits choose the slot, the lower ones are the tag.
inline std::uint64_t hash(std::string_view bytes) {
    constexpr std::uint64_t k = 0x9E3779B97F4A7C15;
    char const* p = bytes.data();
    std::size_t left = bytes.size();
    std::uint64_t h = left * k;
    for (; left > 8; p += 8, left -= 8) h = std::rotl((h ^ load<std::uint64_t>(p)) * k, 29);
    std::uint64_t last = 0;
    if (left >= 4) {
        last = load<std::uint32_t>(p) | std::uint64_t(load<std::uint32_t>(p + left - 4)) << 32;
    } else if (left > 0) {
        auto const byte = [&](std::size_t i) { return std::uint64_t(static_cast<unsigned char>(p[i])); };
        last = byte(0) | byte(left / 2) << 8 | byte(left - 1) << 16;
    }
    h = (h ^ last) * k;
    return (h ^ h >> 32) * k;
}

inline std::uint32_t first_slot(std::uint64_t hash, std::uint32_t slot_count) {
    return static_cast<std::uint32_t>(hash >> 40) & (slot_count - 1);
}

inline std::uint32_t tag(std::uint64_t hash) {
    return static_cast<std::uint32_t>(hash >> 8) & ((1u << (32 - rank_bits)) - 1);
}

}  // namespace llm::vocabulary_layout
