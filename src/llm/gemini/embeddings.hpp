#pragma once

#include "core/result.hpp"
#include "llm/embedding.hpp"
#include "llm/wire/embedding_reply.hpp"
#include "llm/wire/upstream.hpp"

#include <span>
#include <string>
#include <string_view>

namespace llm {

constexpr std::size_t gemini_batch_max = 100;   // texts of one request

// The body of POST /models/{model}:batchEmbedContents for some texts of the request.
std::string write_gemini_embedding_request(embedding_request const& request, std::span<std::string const> texts);

core::result<embeddings> read_gemini_embeddings(std::string_view body, std::size_t texts, upstream const& by);

}  // namespace llm
