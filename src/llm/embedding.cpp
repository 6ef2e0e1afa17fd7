#include "llm/embedding.hpp"

#include <algorithm>
#include <cmath>

namespace llm {

bool fits(embeddings const& made, std::size_t texts) {
    if (made.vectors.size() != texts || texts == 0) return false;
    auto const length = made.vectors.front().size();
    auto const is_finite = [](float each) { return std::isfinite(each); };
    auto const is_good = [&](auto const& one) { return one.size() == length && std::ranges::all_of(one, is_finite); };
    return length > 0 && std::ranges::all_of(made.vectors, is_good);
}

}  // namespace llm
