#include "llm/tokens/merge.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <stdexcept>

namespace llm {
namespace {

// A part of the piece, named by where it begins. `rank` is that of the token it would be together with the next part.
struct part {
    std::uint32_t begin = 0;
    token_id rank = no_token;
};

token_id rank_of(token_vocabulary const& tokens, std::string_view bytes) {
    return bytes.size() > tokens.longest() ? no_token : tokens.find(bytes);
}

// The parts of a long piece, linked both ways by where they begin; `next` of the last is the piece's size.
struct linked_part {
    std::uint32_t before = 0, next = 0;
    token_id rank = no_token;
};

// What to join, cheapest first and leftmost among equals. Outlived entries stay in it until they come up.
constexpr std::uint64_t pair_of(token_id rank, std::size_t begin) { return std::uint64_t(rank) << 32 | begin; }

}  // namespace

std::size_t merge_piece(token_vocabulary const& tokens, std::string_view piece, std::vector<token_id>* out) {
    return piece.size() <= scanned_bytes_max ? merge_by_scan(tokens, piece, out) : merge_by_heap(tokens, piece, out);
}

std::size_t merge_by_scan(token_vocabulary const& tokens, std::string_view piece, std::vector<token_id>* out) {
    std::array<part, scanned_bytes_max + 1> parts;
    if (piece.empty()) return 0;
    if (piece.size() > scanned_bytes_max) throw std::length_error("a piece to scan is too long");
    auto count = piece.size();
    auto const rank = [&](std::size_t first, std::size_t after) {
        return rank_of(tokens, piece.substr(parts[first].begin, parts[after].begin - parts[first].begin));
    };
    for (std::size_t i = 0; i <= count; ++i) parts[i] = {static_cast<std::uint32_t>(i), no_token};
    for (std::size_t i = 0; i + 1 < count; ++i) parts[i].rank = rank(i, i + 2);

    while (count > 1) {
        std::size_t best = 0;
        for (std::size_t i = 1; i + 1 < count; ++i)
            if (parts[i].rank < parts[best].rank) best = i;
        if (parts[best].rank == no_token) break;
        std::copy(parts.begin() + std::ptrdiff_t(best) + 2, parts.begin() + std::ptrdiff_t(count) + 1,
                  parts.begin() + std::ptrdiff_t(best) + 1);
        --count;
        parts[best].rank = best + 1 < count ? rank(best, best + 2) : no_token;
        if (best > 0) parts[best - 1].rank = rank(best - 1, best + 1);
    }
    if (out)
        for (std::size_t i = 0; i < count; ++i)
            out->push_back(tokens.find(piece.substr(parts[i].begin, parts[i + 1].begin - parts[i].begin)));
    return count;
}

std::size_t merge_by_heap(token_vocabulary const& tokens, std::string_view piece, std::vector<token_id>* out) {
    if (piece.size() >= std::numeric_limits<std::uint32_t>::max()) throw std::length_error("a piece is too long");
    auto const size = static_cast<std::uint32_t>(piece.size());
    std::vector<linked_part> parts(size);
    std::vector<std::uint64_t> heap;
    auto const rate = [&](std::uint32_t begin) {
        auto const middle = parts[begin].next;
        auto& rank = parts[begin].rank;
        rank = middle == size ? no_token : rank_of(tokens, piece.substr(begin, parts[middle].next - begin));
        return rank != no_token;
    };
    for (std::uint32_t i = 0; i < size; ++i) parts[i] = {i - 1, i + 1, no_token};
    for (std::uint32_t i = 0; i < size; ++i)
        if (rate(i)) heap.push_back(pair_of(parts[i].rank, i));
    std::ranges::make_heap(heap, std::greater());
    auto const rate_again = [&](std::uint32_t begin) {
        if (!rate(begin)) return;
        heap.push_back(pair_of(parts[begin].rank, begin));
        std::ranges::push_heap(heap, std::greater());
    };

    std::size_t count = size;
    while (!heap.empty()) {
        std::ranges::pop_heap(heap, std::greater());
        auto const pair = heap.back();
        heap.pop_back();
        auto const begin = static_cast<std::uint32_t>(pair);
        if (parts[begin].rank != pair >> 32) continue;   // it has another neighbour by now, or is part of another
        auto const joined = parts[begin].next;
        parts[joined].rank = no_token;
        auto const next = parts[begin].next = parts[joined].next;
        if (next < size) parts[next].before = begin;
        --count;
        rate_again(begin);
        if (begin > 0) rate_again(parts[begin].before);
    }
    if (out)
        for (std::uint32_t i = 0; i < size; i = parts[i].next)
            out->push_back(tokens.find(piece.substr(i, parts[i].next - i)));
    return count;
}

}  // namespace llm
