#pragma once

#include "core/result.hpp"
#include "llm/ranking.hpp"
#include "llm/wire/upstream.hpp"

#include <string>
#include <string_view>

namespace llm {

// The API that Jina and Cohere have in common, and vLLM and llama.cpp with them: the body of POST /rerank. Without a
// model where the request names none.
std::string write_jina_rerank_request(rerank_request const& request);

// Reads the reply to it. Servers that know no `top_n` tell of all documents, some in no order.
core::result<ranking> read_jina_ranking(std::string_view body, std::size_t documents, std::size_t wanted,
                                        upstream const& by);

}  // namespace llm
