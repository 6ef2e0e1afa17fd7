#pragma once

#include "core/usage.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace llm {

// Documents that a model is to put in order, by how well they answer a query. The model's own name, without the
// provider's.
struct rerank_request {
    std::string model{};
    std::string query{};                     // not empty
    std::vector<std::string> documents{};    // at least one, none empty
    std::optional<std::size_t> top{};        // only so many of the best

    std::size_t wanted() const { return std::min(top.value_or(documents.size()), documents.size()); }
};

// What the model makes of them, the best first. Scores of one reply can be compared with each other and with nothing
// else: models have scales of their own.
struct ranking {
    struct place {
        std::size_t document = 0;   // its index in the request
        double score = 0;

        bool operator==(place const&) const = default;
    };

    std::vector<place> places{};
    core::usage tokens{};   // zero where the provider counts nothing
};

// The best `wanted` of the places that a provider told, the best first, and of equals the earlier. Nothing where they
// can't be what was asked for: one of a document that there is not, two of the same, a score that is no finite number,
// or too few.
std::optional<std::vector<ranking::place>> best_of(std::vector<ranking::place> told, std::size_t documents,
                                                   std::size_t wanted);

}  // namespace llm
