#include "llm/provider.hpp"

namespace llm {

core::task<core::result<embeddings>> provider::embed(embedding_request, core::pool&, deadlines) {
    co_return core::error{core::errc::invalid_input, name() +
                                                         " has no embeddings. Name a model of another provider, as in "
                                                         "\"openai/text-embedding-3-small\"."};
}

core::task<core::result<ranking>> provider::rerank(rerank_request, core::pool&, deadlines) {
    co_return core::error{core::errc::invalid_input, name() + " does not rerank. Set RERANK_URL, or name a model of a "
                                                              "server that does, as in \"provider/model\"."};
}

}  // namespace llm
