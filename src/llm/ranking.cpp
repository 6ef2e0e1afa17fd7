#include "llm/ranking.hpp"

#include <cmath>

namespace llm {

std::optional<std::vector<ranking::place>> best_of(std::vector<ranking::place> told, std::size_t documents,
                                                   std::size_t wanted) {
    if (told.size() < wanted) return std::nullopt;
    std::vector<bool> seen(documents);
    for (auto const& [document, score] : told) {
        if (document >= documents || seen[document] || !std::isfinite(score)) return std::nullopt;
        seen[document] = true;
    }
    std::ranges::sort(told, [](auto const& a, auto const& b) {
        return a.score != b.score ? a.score > b.score : a.document < b.document;
    });
    told.resize(wanted);
    return told;
}

}  // namespace llm
