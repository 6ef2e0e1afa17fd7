#pragma once

#include "core/result.hpp"
#include "core/task.hpp"
#include "llm/answer_form.hpp"
#include "llm/embedding.hpp"
#include "llm/message.hpp"
#include "llm/ranking.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core {
class pool;
}

namespace llm {

// One completion to be asked for. The model's own name, without the provider's.
struct completion_request {
    std::string model{};
    std::vector<message> messages{};
    std::optional<double> temperature{};
    std::optional<double> top_p{};
    std::optional<int> max_tokens{};
    std::vector<tool_definition> tools{};
    answer_form form{};
    // The answer's text so far: the provider goes on right after it. Only where features().prefill.
    std::string prefill{};
    // It may be taken up again, and whoever asks stops it where nobody will: a provider that can keeps it for that.
    bool resumable = false;
    // What it is for ("chat", "title", …). Not sent: `demo` answers by it.
    std::string purpose{"chat"};
};

struct deadlines {
    std::chrono::milliseconds connect{5'000};
    std::chrono::milliseconds first_token{30'000};
    std::chrono::milliseconds silence{30'000};
    std::chrono::milliseconds total{600'000};
};

// What a provider can do with one model.
struct features {
    bool prefill = false;
    bool tools = false;
};

struct model_info {
    std::string id{};  // "provider/model"
    std::string name{};
    std::string provider{};
    std::int64_t context_tokens = 0;  // 0: unknown
    features can{};
};

// One running completion. Destroying it closes the upstream connection.
class stream {
public:
    virtual ~stream() = default;

    // All deltas that have arrived, at least one; empty after the last. An error ends the stream. Runs on the loop that
    // opened it; cancelling closes the upstream connection, which can be used again once this was read to its end.
    virtual core::task<core::result<std::vector<delta>>> read_some() = 0;

    // After a failure: asks the provider for what comes behind the last delta, which read_some() then gives. Fails with
    // not_found where it does not keep this answer.
    virtual core::task<core::result<void>> reattach(deadlines limits);
};

// One upstream model API. Implementations: demo, openai, anthropic, gemini. Thread-safe.
class provider {
public:
    virtual ~provider() = default;

    virtual std::string const& name() const = 0;
    virtual features can(std::string const& model) const = 0;

    // Whether a model's bare name can only mean one of this provider's.
    virtual bool owns(std::string_view) const { return false; }

    // The model to use where nobody names one; empty where that takes a look at models().
    virtual std::string usual_model() const { return {}; }

    // Starts one completion; returns when the provider accepted it. Errors: upstream_failed (retryable says whether
    // another attempt may help), timeout, rate_limited, unauthorized (our key was refused), not_found (the model),
    // context_too_long, content_filtered, invalid_input.
    virtual core::task<core::result<std::unique_ptr<stream>>> open(completion_request request, deadlines limits) = 0;

    // Takes up an answer that this provider keeps, from its first delta on. Errors as open(); not_found where there is
    // none any more.
    virtual core::task<core::result<std::unique_ptr<stream>>> reattach(std::string id, std::string model,
                                                                       deadlines limits);
    // Ends the writing of an answer that this provider keeps.
    virtual core::task<core::result<void>> stop(std::string id);

    // The model that embeds where nobody names one; empty where there is none.
    virtual std::string usual_embedding_model() const { return {}; }

    // Turns texts into vectors, in as many requests as its API wants; a long reply is read on `reading`, which outlives
    // the task. Errors are those of open(), and invalid_input where the provider does not embed.
    virtual core::task<core::result<embeddings>> embed(embedding_request request, core::pool& reading,
                                                       deadlines limits);

    // The model that reranks where nobody names one; empty where there is none.
    virtual std::string usual_rerank_model() const { return {}; }

    // Puts documents in order. Otherwise as embed().
    virtual core::task<core::result<ranking>> rerank(rerank_request request, core::pool& reading, deadlines limits);

    // The models it offers now. Fails when it cannot be reached.
    virtual core::task<core::result<std::vector<model_info>>> models() = 0;
};

}  // namespace llm
