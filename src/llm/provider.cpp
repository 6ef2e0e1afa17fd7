#include "llm/provider.hpp"

namespace llm {

namespace {

core::error not_kept() { return {core::errc::not_found, "The provider does not keep this answer."}; }

}  // namespace

core::task<core::result<void>> stream::reattach(deadlines) { co_return not_kept(); }

core::task<core::result<std::unique_ptr<stream>>> provider::reattach(std::string, std::string, deadlines) {
    co_return not_kept();
}

core::task<core::result<void>> provider::stop(std::string) { co_return not_kept(); }

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
