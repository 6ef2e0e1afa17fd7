#pragma once

#include "core/described.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <vector>

namespace api::anthropic {

// POST /v1/messages. What is a value here has more than one shape; `prompt.hpp` reads it.
struct message_request {
    std::optional<std::string> model;
    boost::json::value messages;
    boost::json::value system;
    std::int64_t max_tokens = 0;
    std::optional<bool> stream;
    std::optional<double> temperature;
    std::optional<double> top_p;
    std::optional<std::int64_t> top_k;
    std::optional<std::vector<std::string>> stop_sequences;
    boost::json::value tools;
    boost::json::value tool_choice;
    boost::json::value thinking;
    boost::json::value output_config;
    boost::json::value output_format;
    std::optional<bool> store;
    std::optional<std::vector<std::string>> models;
    std::optional<std::vector<std::string>> fallbacks;
};
BOOST_DESCRIBE_STRUCT(message_request, (),
                      (model, messages, system, max_tokens, stream, temperature, top_p, top_k, stop_sequences, tools,
                       tool_choice, thinking, output_config, output_format, store, models, fallbacks))
inline auto rules(message_request const*) {
    using m = message_request;
    return core::fields(core::required(&m::messages), core::required(&m::max_tokens), core::length(&m::model, 1, 200),
                        core::range(&m::max_tokens, 1, 1'000'000), core::range(&m::temperature, 0, 1),
                        core::range(&m::top_p, 0, 1), core::range(&m::top_k, 0, 1'000'000),
                        core::length(&m::stop_sequences, 0, 16), core::item_length(&m::stop_sequences, 1, 1'000),
                        core::length(&m::models, 1, 16), core::item_length(&m::models, 1, 200),
                        core::length(&m::fallbacks, 1, 16), core::item_length(&m::fallbacks, 1, 200),
                        core::doc(&m::store, "Keep it as a conversation, and go on when the client goes."),
                        core::doc(&m::models, "Models to ask in this order where `model` can't answer."));
}

// POST /v1/messages/count_tokens
struct count_tokens_request {
    std::optional<std::string> model;
    boost::json::value messages;
    boost::json::value system;
    boost::json::value tools;
};
BOOST_DESCRIBE_STRUCT(count_tokens_request, (), (model, messages, system, tools))
inline auto rules(count_tokens_request const*) {
    return core::fields(core::required(&count_tokens_request::messages),
                        core::length(&count_tokens_request::model, 1, 200));
}

struct count_tokens_reply {
    std::int64_t input_tokens = 0;
};
BOOST_DESCRIBE_STRUCT(count_tokens_reply, (), (input_tokens))

}  // namespace api::anthropic
