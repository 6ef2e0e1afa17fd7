#pragma once

#include "core/described.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <vector>

namespace api::openai {

// POST /v1/rerank
struct rerank_request {
    std::string query;
    boost::json::value documents;   // texts, or objects that have a `text`
    std::optional<std::string> model;
    std::optional<std::int64_t> top_n;
    std::optional<bool> return_documents;
};
BOOST_DESCRIBE_STRUCT(rerank_request, (), (query, documents, model, top_n, return_documents))
inline auto rules(rerank_request const*) {
    using r = rerank_request;
    return core::fields(core::required(&r::query), core::length(&r::query, 1, 100'000), core::required(&r::documents),
                        core::length(&r::model, 1, 200), core::range(&r::top_n, 1, 1'000'000));
}

struct reranked_document {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(reranked_document, (), (text))

struct rerank_result {
    std::int64_t index = 0;   // among the request's documents
    double relevance_score = 0;
    std::optional<reranked_document> document{};   // where they were asked for
};
BOOST_DESCRIBE_STRUCT(rerank_result, (), (index, relevance_score, document))
inline auto rules(rerank_result const*) { return core::fields(core::omit_empty(&rerank_result::document)); }

struct rerank_usage {
    std::int64_t prompt_tokens = 0;
    std::int64_t total_tokens = 0;
};
BOOST_DESCRIBE_STRUCT(rerank_usage, (), (prompt_tokens, total_tokens))

struct rerank_reply {
    std::string id;
    std::string object = "list";
    std::string model;
    std::vector<rerank_result> results;   // the best first
    rerank_usage usage;
};
BOOST_DESCRIBE_STRUCT(rerank_reply, (), (id, object, model, results, usage))

}  // namespace api::openai
