#include "llm/demo/embedding.hpp"

#include "llm/demo/words.hpp"
#include "llm/token_estimate.hpp"

#include <cmath>
#include <string_view>

namespace llm {
namespace {

// FNV-1a: the same everywhere and for all time.
std::uint64_t hash_of(std::string_view text) {
    std::uint64_t out = 14695981039346656037ull;
    for (unsigned char const c : text) out = (out ^ c) * 1099511628211ull;
    return out;
}

void count(std::vector<float>& in, std::string_view feature, float weight) {
    auto const hash = hash_of(feature);
    in[hash % in.size()] += (hash >> 63) == 0 ? weight : -weight;
}

void count_word(std::vector<float>& in, std::string_view word) {
    count(in, word, 1);
    for (std::size_t at = 0; at + 3 < word.size(); ++at) count(in, word.substr(at, 3), 0.25F);
}

std::vector<float> vector_of(std::string_view text, std::size_t dimensions) {
    std::vector<float> out(dimensions);
    for (auto const& word : demo_words(text)) count_word(out, word);
    float squares = 0;
    for (auto const each : out) squares += each * each;
    if (squares == 0) out[0] = squares = 1;   // no words at all
    for (auto& each : out) each /= std::sqrt(squares);
    return out;
}

}  // namespace

embeddings demo_embeddings(embedding_request const& request) {
    auto const asked = request.dimensions.value_or(256);
    auto const dimensions = static_cast<std::size_t>(asked >= 8 && asked <= 4096 ? asked : 256);
    embeddings out;
    for (auto const& text : request.texts) {
        out.vectors.push_back(vector_of(text, dimensions));
        out.tokens.prompt_tokens += approximate_tokens(text);
    }
    return out;
}

}  // namespace llm
