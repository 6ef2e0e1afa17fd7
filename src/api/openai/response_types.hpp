#pragma once

#include "core/described.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <vector>

namespace api::openai {

// POST /v1/responses. What is a value here has more than one shape; `response_input.hpp` reads it.
struct response_request {
    std::optional<std::string> model;
    boost::json::value input;
    std::optional<std::string> instructions;
    std::optional<std::string> previous_response_id;
    std::optional<bool> stream;
    std::optional<bool> store;
    std::optional<double> temperature;
    std::optional<double> top_p;
    std::optional<std::int64_t> max_output_tokens;
    boost::json::value tools;
    boost::json::value tool_choice;
    std::optional<bool> parallel_tool_calls;
    boost::json::value text;
    boost::json::value reasoning;
    boost::json::value metadata;
    std::optional<std::vector<std::string>> models;
    std::optional<std::vector<std::string>> fallbacks;
};
BOOST_DESCRIBE_STRUCT(response_request, (),
                      (model, input, instructions, previous_response_id, stream, store, temperature, top_p,
                       max_output_tokens, tools, tool_choice, parallel_tool_calls, text, reasoning, metadata, models,
                       fallbacks))
inline auto rules(response_request const*) {
    using r = response_request;
    return core::fields(core::required(&r::input), core::length(&r::model, 1, 200),
                        core::length(&r::previous_response_id, 1, 200), core::range(&r::temperature, 0, 2),
                        core::range(&r::top_p, 0, 1), core::range(&r::max_output_tokens, 1, 1'000'000),
                        core::length(&r::models, 1, 16), core::item_length(&r::models, 1, 200),
                        core::length(&r::fallbacks, 1, 16), core::item_length(&r::fallbacks, 1, 200),
                        core::doc(&r::store, "Keep it as a conversation; without it nothing is kept."),
                        core::doc(&r::models, "Models to ask in this order where `model` can't answer."));
}

// GET /v1/responses/{id}
struct response_query {
    std::optional<bool> stream;
    std::optional<std::int64_t> starting_after;
};
BOOST_DESCRIBE_STRUCT(response_query, (), (stream, starting_after))
inline auto rules(response_query const*) {
    return core::fields(core::range(&response_query::starting_after, 0, 9'007'199'254'740'991.0),
                        core::doc(&response_query::starting_after, "The last sequence_number that was seen."));
}

}  // namespace api::openai
