#pragma once

#include "core/clock.hpp"
#include "llm/openai/config.hpp"
#include "llm/provider.hpp"
#include "net/http_client.hpp"

namespace llm {

// Any server that speaks OpenAI's Chat Completions: OpenAI itself, Ollama, llama.cpp, vLLM, LM Studio and many more.
class openai_provider final : public provider {
public:
    // `client` and `time` must outlive it.
    openai_provider(net::http_client& client, core::clock const& time, openai_config config);

    std::string const& name() const override { return config_.name; }
    features can(std::string const& model) const override;
    std::string usual_model() const override { return config_.usual_model; }
    core::task<core::result<std::unique_ptr<stream>>> open(completion_request request, deadlines limits) override;

    // Those of its models that look as if they chat.
    core::task<core::result<std::vector<model_info>>> models() override;

private:
    net::client_request request_to(std::string_view path) const;
    core::task<core::error> refusal(net::client_response& reply, std::string_view model) const;

    net::http_client& client_;
    core::clock const& time_;
    openai_config const config_;
};

}  // namespace llm
