#include "llm/anthropic/model_list.hpp"
#include "llm/embedding.hpp"
#include "llm/gemini/embeddings.hpp"
#include "llm/gemini/model_list.hpp"
#include "llm/openai/embeddings.hpp"
#include "llm/openai/model_list.hpp"
#include "llm/openai/ollama_models.hpp"
#include "llm/rerank/jina.hpp"
#include "llm/rerank/tei.hpp"
#include "llm/wire/complaint.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

// Replies of providers that come as a whole: lists of models, vectors, ranks, refusals. Whatever they are, vectors and
// ranks fit.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    std::string_view const body(reinterpret_cast<char const*>(bytes), size);
    llm::upstream const by{.name = "acme"};
    (void)llm::read_openai_models(body, by.name, {});
    (void)llm::read_anthropic_models(body, by.name);
    (void)llm::read_gemini_models(body, by.name);
    (void)llm::read_ollama_models(body);
    (void)llm::read_complaint(400, body);
    for (std::size_t texts = 1; texts < 4; ++texts) {
        if (auto const made = llm::read_jina_ranking(body, texts, 1, by);
            made && (made->places.size() != 1 || made->places[0].document >= texts))
            std::abort();
        if (auto const made = llm::read_tei_ranking(body, texts, by); made && made->size() != texts) std::abort();
        if (auto const made = llm::read_openai_embeddings(body, texts, by); made && !llm::fits(*made, texts))
            std::abort();
        if (auto const made = llm::read_gemini_embeddings(body, texts, by); made && !llm::fits(*made, texts))
            std::abort();
    }
    return 0;
}
