#pragma once

#include "core/clock.hpp"
#include "llm/gemini/config.hpp"
#include "llm/provider.hpp"
#include "llm/wire/caller.hpp"
#include "net/http_client.hpp"

namespace llm {

// Google's Gemini API. Its models begin a new answer after one that was given them: none is continued.
class gemini_provider final : public provider {
public:
    // `client` and `time` must outlive it.
    gemini_provider(net::http_client& client, core::clock const& time, gemini_config config);

    std::string const& name() const override { return config_.server.name; }
    features can(std::string const&) const override { return {.prefill = false, .tools = true}; }
    bool owns(std::string_view model) const override { return model.starts_with("gemini-"); }
    std::string usual_model() const override { return config_.server.usual_model; }
    core::task<core::result<std::unique_ptr<stream>>> open(completion_request request, deadlines limits) override;
    std::string usual_embedding_model() const override { return config_.server.usual_embedding_model; }
    core::task<core::result<embeddings>> embed(embedding_request request, core::pool& reading,
                                               deadlines limits) override;
    core::task<core::result<std::vector<model_info>>> models() override;

private:
    gemini_config const config_;
    caller caller_;
};

// The fields that go with every request to Gemini: the key, which is never a part of the address.
net::headers gemini_fields(upstream const& server);

}  // namespace llm
