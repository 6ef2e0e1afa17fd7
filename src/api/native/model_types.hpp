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

struct model_item {
    std::string id;
    std::string name;
    std::string provider;
    std::optional<std::int64_t> context_tokens;
    std::string tokenizer;   // whose tokens are counted: cl100k_base, o200k_base, or approximate
    model_features features;
    bool default_ = false;
};
BOOST_DESCRIBE_STRUCT(model_item, (), (id, name, provider, context_tokens, tokenizer, features, default_))

struct model_list_reply {
    std::vector<model_item> models;
};
BOOST_DESCRIBE_STRUCT(model_list_reply, (), (models))

struct provider_item {
    std::string name;
    std::string status;   // connected, unreachable, unknown
    bool default_ = false;
};
BOOST_DESCRIBE_STRUCT(provider_item, (), (name, status, default_))

struct provider_list_reply {
    std::vector<provider_item> providers;
};
BOOST_DESCRIBE_STRUCT(provider_list_reply, (), (providers))

}  // namespace api
