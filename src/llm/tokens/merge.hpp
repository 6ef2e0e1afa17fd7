#pragma once

#include "llm/tokens/token_vocabulary.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace llm {

// Byte pair encoding of one piece: of all neighbours whose bytes together are a token, those with the lowest rank are
// joined, the leftmost first, until none are left. Returns how many tokens remain, and appends them to `out` unless it
// is null. Short pieces are scanned again for each join; longer ones, which only hostile or unusual text has, keep
// their pairs in a heap: n log n instead of n². Throws length_error for 4 GiB and more.
std::size_t merge_piece(token_vocabulary const& tokens, std::string_view piece, std::vector<token_id>* out);

// The two ways, which give the same: for tests.
std::size_t merge_by_scan(token_vocabulary const& tokens, std::string_view piece, std::vector<token_id>* out);
std::size_t merge_by_heap(token_vocabulary const& tokens, std::string_view piece, std::vector<token_id>* out);

// The longest piece that merge_by_scan takes.
constexpr std::size_t scanned_bytes_max = 128;

}  // namespace llm
