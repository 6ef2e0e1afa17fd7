#pragma once

#include "core/result.hpp"
#include "llm/embedding.hpp"
#include "llm/wire/embedding_reply.hpp"
#include "llm/wire/upstream.hpp"

#include <string>
#include <string_view>

namespace llm {

// The body of POST /embeddings.
std::string write_openai_embedding_request(embedding_request const& request);

// Reads the reply to it: in the order of the indexes, where there are any.
core::result<embeddings> read_openai_embeddings(std::string_view body, std::size_t texts, upstream const& by);

}  // namespace llm
