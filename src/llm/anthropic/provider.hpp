#pragma once

#include "core/clock.hpp"
#include "llm/provider.hpp"
#include "llm/wire/caller.hpp"
#include "net/http_client.hpp"

namespace llm {

// Anthropic's Messages API.
class anthropic_provider final : public provider {
public:
    // `client` and `time` must outlive it.
    anthropic_provider(net::http_client& client, core::clock const& time, upstream server);

    std::string const& name() const override { return server_.name; }
    features can(std::string const& model) const override;
    bool owns(std::string_view model) const override { return model.starts_with("claude-"); }
    std::string usual_model() const override { return server_.usual_model; }
    core::task<core::result<std::unique_ptr<stream>>> open(completion_request request, deadlines limits) override;
    core::task<core::result<std::vector<model_info>>> models() override;

private:
    upstream const server_;
    caller caller_;
};

// The fields that go with every request to Anthropic: the key, and the version of the API that is spoken.
net::headers anthropic_fields(upstream const& server);

}  // namespace llm
