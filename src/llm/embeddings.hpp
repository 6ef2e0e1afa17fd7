#pragma once

#include "core/pool.hpp"
#include "core/principal.hpp"
#include "llm/embedding.hpp"
#include "llm/whole_calls.hpp"

#include <string>
#include <vector>

namespace llm {

// Texts to be embedded by whichever route serves them. `request.model` is as the caller named it: "provider/model", a
// bare name, or empty for the usual one.
struct embedding_call {
    embedding_request request;
    core::principal who;
    // Gets one charge per attempt, in their order. Outlives the task.
    std::vector<charge>& charges;
    std::string purpose = "embedding";
};

struct embedded {
    embeddings made;
    route answered;
};

// What the router is for completions: the only caller of provider::embed. Finds the provider, meters every attempt,
// tries again where that may help. Thread-safe; outlives its tasks.
class embedding_router {
public:
    // `over` outlives it: its providers, meter, deadlines and health are used. `usual_model` is EMBEDDING_MODEL, or
    // empty for the default provider's own.
    embedding_router(router& over, std::string usual_model, random_source draw = draw_random);
    embedding_router(embedding_router const&) = delete;

    // Who embeds where `name` is asked for. The model of a provider that has none and was not named is empty.
    route resolve(std::string_view name) const;

    // Errors: invalid_input (no texts, or an empty one; too many; a provider that does not embed), and those of
    // provider::open and the meter.
    core::task<core::result<embedded>> embed(embedding_call call);

private:
    router& router_;
    std::string const usual_model_;
    whole_calls calls_;
    core::pool reading_{"embeddings", 1, 256};
};

}  // namespace llm
