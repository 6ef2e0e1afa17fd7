#pragma once

#include "core/clock.hpp"
#include "llm/openai/config.hpp"
#include "llm/openai/responses/request.hpp"
#include "llm/provider.hpp"
#include "llm/wire/caller.hpp"
#include "net/http_client.hpp"

#include <atomic>

namespace llm {

// Any server that speaks OpenAI's Chat Completions or Responses: OpenAI itself, Azure, Ollama, llama.cpp, vLLM, LM
// Studio and many more.
class openai_provider final : public provider {
public:
    // `client` and `time` must outlive it.
    openai_provider(net::http_client& client, core::clock const& time, openai_config config);

    std::string const& name() const override { return config_.server.name; }
    features can(std::string const& model) const override;
    std::string usual_model() const override { return config_.server.usual_model; }
    core::task<core::result<std::unique_ptr<stream>>> open(completion_request request, deadlines limits) override;

    // Where it keeps responses.
    core::task<core::result<std::unique_ptr<stream>>> reattach(std::string id, std::string model,
                                                               deadlines limits) override;
    core::task<core::result<void>> stop(std::string id) override;

    std::string usual_embedding_model() const override { return config_.server.usual_embedding_model; }
    core::task<core::result<embeddings>> embed(embedding_request request, core::pool& reading,
                                               deadlines limits) override;

    // At servers that can: vLLM, llama.cpp and others with a reranker.
    core::task<core::result<ranking>> rerank(rerank_request request, core::pool& reading, deadlines limits) override;

    // Those of its models that look as if they chat. Azure does not tell its deployments: the usual one, if the key is
    // right.
    core::task<core::result<std::vector<model_info>>> models() override;

private:
    core::task<core::result<std::unique_ptr<stream>>> open_response(completion_request request, deadlines limits);
    core::task<core::result<std::unique_ptr<stream>>> ask_response(completion_request const& request, thoughts shown,
                                                                   deadlines limits);

    openai_config const config_;
    caller caller_;
    std::atomic<bool> summaries_{true};  // until the server has refused to summarise thoughts
};

// The fields that go with every request: the key, if there is one, in the way of that server.
net::headers openai_fields(openai_config const& config);

}  // namespace llm
