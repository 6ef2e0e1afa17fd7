#pragma once

#include "core/described.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <vector>

namespace api::openai {

struct stream_options {
    std::optional<bool> include_usage;
};
BOOST_DESCRIBE_STRUCT(stream_options, (), (include_usage))

// POST /v1/chat/completions. What is a value here has more than one shape; `prompt.hpp` reads it.
struct chat_completion_request {
    std::optional<std::string> model;
    boost::json::value messages;
    std::optional<bool> stream;
    std::optional<api::openai::stream_options> stream_options;
    std::optional<double> temperature;
    std::optional<double> top_p;
    std::optional<std::int64_t> max_tokens;
    std::optional<std::int64_t> max_completion_tokens;
    std::optional<std::int64_t> n;
    boost::json::value stop;
    boost::json::value tools;
    boost::json::value tool_choice;
    std::optional<bool> parallel_tool_calls;
    boost::json::value response_format;
    std::optional<std::int64_t> seed;
    std::optional<double> presence_penalty;
    std::optional<double> frequency_penalty;
    std::optional<std::string> reasoning_effort;
    std::optional<std::string> verbosity;
    std::optional<bool> store;
    std::optional<std::vector<std::string>> models;
    std::optional<std::vector<std::string>> fallbacks;
};
BOOST_DESCRIBE_STRUCT(chat_completion_request, (),
                      (model, messages, stream, stream_options, temperature, top_p, max_tokens, max_completion_tokens,
                       n, stop, tools, tool_choice, parallel_tool_calls, response_format, seed, presence_penalty,
                       frequency_penalty, reasoning_effort, verbosity, store, models, fallbacks))
inline auto rules(chat_completion_request const*) {
    using c = chat_completion_request;
    return core::fields(
        core::required(&c::messages), core::length(&c::model, 1, 200), core::range(&c::temperature, 0, 2),
        core::range(&c::top_p, 0, 1), core::range(&c::max_tokens, 1, 1'000'000),
        core::range(&c::max_completion_tokens, 1, 1'000'000), core::range(&c::n, 1, 1),
        core::range(&c::presence_penalty, -2, 2), core::range(&c::frequency_penalty, -2, 2),
        core::length(&c::reasoning_effort, 1, 32), core::length(&c::verbosity, 1, 32), core::length(&c::models, 1, 16),
        core::item_length(&c::models, 1, 200), core::length(&c::fallbacks, 1, 16),
        core::item_length(&c::fallbacks, 1, 200),
        core::doc(&c::model, "As `provider/model`, or a bare name; the default model without it."),
        core::doc(&c::store, "Keep it as a conversation, and go on when the client goes."),
        core::doc(&c::models, "Models to ask in this order where `model` can't answer; `fallbacks` is the same."));
}

}  // namespace api::openai
