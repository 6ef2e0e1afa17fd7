#pragma once

#include "llm/provider.hpp"

namespace llm {

// The model that is built in: deterministic, needs no account, and says that it is no model. First runs, tests and
// benchmarks use it. The name of the model is its script: see demo_options. Faults (cut_at, stall_at, error with
// cut_at) strike an answer that begins before them: one that goes on at or after the place (prefill) runs to its end.
class demo_provider final : public provider {
public:
    std::string const& name() const override { return name_; }
    features can(std::string const& model) const override;
    bool owns(std::string_view model) const override { return model == "demo" || model.starts_with("demo:"); }
    std::string usual_model() const override { return "demo"; }
    core::task<core::result<std::unique_ptr<stream>>> open(completion_request request, deadlines limits) override;
    std::string usual_embedding_model() const override { return "demo"; }
    core::task<core::result<embeddings>> embed(embedding_request request, core::pool& reading,
                                               deadlines limits) override;
    std::string usual_rerank_model() const override { return "demo"; }
    core::task<core::result<ranking>> rerank(rerank_request request, core::pool& reading, deadlines limits) override;
    core::task<core::result<std::vector<model_info>>> models() override;

private:
    std::string const name_ = "demo";
};

}  // namespace llm
