#pragma once

#include "core/result.hpp"
#include "llm/ranking.hpp"
#include "llm/wire/upstream.hpp"

#include <span>
#include <string>
#include <string_view>

namespace llm {

// Hugging Face's text-embeddings-inference takes so many texts in one request, unless it is started with more.
constexpr std::size_t tei_batch_max = 32;

// The body of its POST /rerank: no model, because it serves one; texts that are too long for that are cut.
std::string write_tei_rerank_request(std::string_view query, std::span<std::string const> texts);

// Reads the reply to it: a place for each text.
core::result<std::vector<ranking::place>> read_tei_ranking(std::string_view body, std::size_t texts,
                                                           upstream const& by);

}  // namespace llm
