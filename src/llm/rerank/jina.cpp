#include "llm/rerank/jina.hpp"

#include "llm/rerank/places.hpp"
#include "llm/wire/failure.hpp"
#include "llm/wire/json_fields.hpp"
#include "llm/wire/json_text.hpp"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

namespace llm {

namespace json = boost::json;

namespace {

// Jina and older versions of vLLM count in total only, Cohere in a place of its own, llama.cpp may say zero.
std::int64_t tokens_in(json::object const& reply) {
    if (auto const* usage = object_in(reply, "usage")) {
        auto const prompt = count_in(*usage, "prompt_tokens");
        return prompt > 0 ? prompt : count_in(*usage, "total_tokens");
    }
    auto const* meta = object_in(reply, "meta");
    auto const* tokens = meta ? object_in(*meta, "tokens") : nullptr;
    return tokens ? count_in(*tokens, "input_tokens") : 0;
}

}  // namespace

std::string write_jina_rerank_request(rerank_request const& request) {
    json::monotonic_resource arena;
    json::storage_ptr const memory(&arena);
    json::object out(memory);
    if (!request.model.empty()) out["model"] = request.model;
    out["query"] = request.query;
    json::array documents(memory);
    for (auto const& text : request.documents) documents.push_back(json::string(text, memory));
    out["documents"] = std::move(documents);
    if (request.top) out["top_n"] = request.wanted();
    return json::serialize(out);
}

core::result<ranking> read_jina_ranking(std::string_view body, std::size_t documents, std::size_t wanted,
                                        upstream const& by) {
    json::monotonic_resource arena;
    auto const reply = parse_json_leniently(body, &arena);
    auto const* fields = reply ? reply->if_object() : nullptr;
    auto const* results = fields ? array_in(*fields, "results") : nullptr;
    auto told = results ? read_places(*results, "relevance_score") : std::nullopt;
    auto best = told ? best_of(std::move(*told), documents, wanted) : std::nullopt;
    if (!best) return unreadable(by);
    return ranking{.places = std::move(*best), .tokens = {.prompt_tokens = tokens_in(*fields)}};
}

}  // namespace llm
