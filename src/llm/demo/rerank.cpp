#include "llm/demo/rerank.hpp"

#include "llm/demo/words.hpp"
#include "llm/token_estimate.hpp"

#include <set>

namespace llm {
namespace {

using words = std::set<std::string>;

words words_of(std::string_view text) {
    auto all = demo_words(text);
    return {all.begin(), all.end()};
}

double score_of(words const& query, words const& document) {
    if (query.empty() || document.empty()) return 0;
    auto const shared =
        static_cast<double>(std::ranges::count_if(document, [&](auto const& word) { return query.contains(word); }));
    return 0.9 * shared / static_cast<double>(query.size()) + 0.1 * shared / static_cast<double>(document.size());
}

}  // namespace

ranking demo_ranking(rerank_request const& request) {
    auto const query = words_of(request.query);
    auto const query_tokens = approximate_tokens(request.query);
    ranking out;
    std::vector<ranking::place> places;
    for (auto const& text : request.documents) {
        places.push_back({places.size(), score_of(query, words_of(text))});
        out.tokens.prompt_tokens += query_tokens + approximate_tokens(text);
    }
    out.places = best_of(std::move(places), request.documents.size(), request.wanted()).value();
    return out;
}

}  // namespace llm
