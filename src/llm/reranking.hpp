#pragma once

#include "core/pool.hpp"
#include "core/principal.hpp"
#include "llm/ranking.hpp"
#include "llm/whole_calls.hpp"

#include <string>
#include <vector>

namespace llm {

// Documents to be ranked by whichever route serves them. `request.model` is as the caller named it: "provider/model", a
// bare name, or empty for the usual one.
struct rerank_call {
    rerank_request request;
    core::principal who;
    // Gets one charge per attempt, in their order. Outlives the task.
    std::vector<charge>& charges;
    std::string purpose = "rerank";
};

struct reranked {
    ranking made;
    route answered;
};

struct reranking_config {
    std::string service{};  // the provider that has what no other owns; empty: there is none
    std::string usual_model{};  // where a caller names none; empty: the default provider's own
    std::size_t documents_max = 1'000;
};

// What the router is for completions: the only caller of provider::rerank. Finds the provider, meters every attempt,
// tries again where that may help. Thread-safe; outlives its tasks.
class rerank_router {
public:
    // `over` outlives it: its providers, meter, deadlines and health are used.
    rerank_router(router& over, reranking_config config, random_source draw = draw_random);
    rerank_router(rerank_router const&) = delete;

    // Who reranks where `name` is asked for: a name that no provider owns is a model of the service, where there is
    // one. The model of a provider that has none and was not named is empty.
    route resolve(std::string_view name) const;

    std::size_t documents_max() const { return config_.documents_max; }

    // Errors: invalid_input (no query, no documents, an empty one, too many; a provider that does not rerank), and
    // those of provider::open and the meter; unavailable while the service rests after failures.
    core::task<core::result<reranked>> rerank(rerank_call call);

private:
    core::result<void> check(rerank_request const& request) const;
    bool is_anothers(std::string_view name, route const& found) const;
    core::task<std::int64_t> count(tokenizer as, rerank_request const& request) const;

    router& router_;
    reranking_config const config_;
    whole_calls calls_;
    core::pool reading_{"rerank", 1, 256};
};

}  // namespace llm
