#pragma once

#include "llm/embedding.hpp"

namespace llm {

// Vectors of 256 numbers, or as many as are asked for (8 to 4096, else 256), of length 1: each word and each three
// letters of one are counted at a place that their hash names. So texts that share words are near each other, and
// nothing is understood. A pure function of the text.
embeddings demo_embeddings(embedding_request const& request);

}  // namespace llm
