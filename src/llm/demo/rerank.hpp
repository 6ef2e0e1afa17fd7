#pragma once

#include "llm/ranking.hpp"

namespace llm {

// Scores from 0 to 1 by the words that a document shares with the query: 0.9 times the share of the query's words that
// it has, and 0.1 times the share of its own words that the query has, so that of two with the same the shorter comes
// first. Nothing is understood. A pure function of the texts.
ranking demo_ranking(rerank_request const& request);

}  // namespace llm
