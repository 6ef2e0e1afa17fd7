#pragma once

#include "core/described.hpp"

#include <optional>
#include <string>
#include <vector>

namespace api {

struct model_features {
    bool tools = false;
    bool prefill = false;
};
BOOST_DESCRIBE_STRUCT(model_features, (), (tools, prefill))

// Dollars per million tokens.
struct model_prices {
    double input = 0;
    double output = 0;
    double cached = 0;
};
BOOST_DESCRIBE_STRUCT(model_prices, (), (input, output, cached))

struct model_item {
    std::string id;
    std::string name;
    std::string provider;
    std::optional<std::int64_t> context_tokens;
    std::optional<std::int64_t> output_tokens;   // the most of an answer
    std::vector<std::string> modalities;         // of what it takes
    std::string tokenizer;   // whose tokens are counted: cl100k_base, o200k_base, or approximate
    std::optional<std::string> tier;   // ultra_cheap, standard, premium, ultra_premium
    std::optional<model_prices> prices;
    model_features features;
    bool listed = false;   // false: nothing is known of it, and defaults count
    bool default_ = false;
};
BOOST_DESCRIBE_STRUCT(model_item, (),
                      (id, name, provider, context_tokens, output_tokens, modalities, tokenizer, tier, prices, features,
                       listed, default_))

struct model_list_reply {
    std::vector<model_item> models;
    std::vector<std::string> aliases;   // names that stand for several models, by the operator's rules
};
BOOST_DESCRIBE_STRUCT(model_list_reply, (), (models, aliases))

struct endpoint_item {
    std::string name;
    std::string status;    // reachable, unreachable
    std::string breaker;   // closed, half_open, open
    std::optional<std::string> last_failure;
};
BOOST_DESCRIBE_STRUCT(endpoint_item, (), (name, status, breaker, last_failure))

struct provider_item {
    std::string name;
    std::string status;   // reachable, unreachable
    bool default_ = false;
    std::vector<endpoint_item> endpoints;   // its keys and addresses, which are not told
};
BOOST_DESCRIBE_STRUCT(provider_item, (), (name, status, default_, endpoints))

struct provider_list_reply {
    std::string level;   // of service: full, degraded, minimal, offline
    std::vector<provider_item> providers;
};
BOOST_DESCRIBE_STRUCT(provider_list_reply, (), (level, providers))

}  // namespace api
