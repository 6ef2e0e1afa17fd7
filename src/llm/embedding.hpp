#pragma once

#include "core/usage.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace llm {

// Texts that a model is to turn into vectors. The model's own name, without the provider's.
struct embedding_request {
    static constexpr std::size_t texts_max = 2'048;

    std::string model{};
    std::vector<std::string> texts{};   // at least one, none empty
    std::optional<std::int64_t> dimensions{};   // where the model can shorten its vectors
};

// One vector for each text, in their order, all of one length.
struct embeddings {
    std::vector<std::vector<float>> vectors{};
    core::usage tokens{};   // zero where the provider counts nothing
};

// Whether these are what was asked for: as many as there were texts, none empty, all of one length and of finite
// numbers.
bool fits(embeddings const& made, std::size_t texts);

}  // namespace llm
