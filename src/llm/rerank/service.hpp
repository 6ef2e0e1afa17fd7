#pragma once

#include "core/clock.hpp"
#include "llm/provider.hpp"
#include "llm/wire/caller.hpp"
#include "net/http_client.hpp"

namespace llm {

enum class rerank_protocol : std::uint8_t { jina, tei };

struct rerank_config {
    upstream server{};
    rerank_protocol speaks = rerank_protocol::jina;
};

// The service at RERANK_URL, which is taken with and without the "/rerank" at its end.
rerank_config rerank_at(std::string url, std::string api_key, rerank_protocol speaks);

// What the service's model is called where nobody named one; it is not sent.
constexpr std::string_view unnamed_reranker = "default";

// A service that reranks and does nothing else: Jina, Cohere, or a vLLM, llama.cpp or text-embeddings-inference that
// serves a reranker. It answers no prompt and lists no models.
class rerank_service final : public provider {
public:
    // `client` and `time` must outlive it.
    rerank_service(net::http_client& client, core::clock const& time, rerank_config config);

    std::string const& name() const override { return config_.server.name; }
    features can(std::string const&) const override { return {}; }
    core::task<core::result<std::unique_ptr<stream>>> open(completion_request request, deadlines limits) override;
    core::task<core::result<ranking>> rerank(rerank_request request, core::pool& reading, deadlines limits) override;
    core::task<core::result<std::vector<model_info>>> models() override;

private:
    core::task<core::result<ranking>> rerank_in_batches(rerank_request const& request, deadlines limits);

    rerank_config const config_;
    std::string const url_;
    caller caller_;
};

}  // namespace llm
