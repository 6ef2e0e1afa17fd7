#pragma once

#include "api/native/prompt_use.hpp"
#include "core/described.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <vector>

namespace api {

// POST /chat and /chat/stream, and `send` on the socket.
struct chat_request {
    std::string message;
    std::optional<std::string> conversation_id;
    std::optional<std::optional<std::string>>
        parent_id;   // absent: the end of the branch; null: the conversation's start
    std::optional<std::string> regenerate;
    std::optional<std::string> replaces;
    std::optional<std::string> provider;
    std::optional<std::string> model;
    std::optional<double> temperature;
    std::optional<std::int64_t> max_tokens;
    std::optional<double> top_p;
    std::optional<bool> use_rag;
    std::optional<std::vector<std::string>> collection_ids;
    std::optional<std::string> agent;
    std::optional<std::vector<boost::json::object>> attachments;
    std::optional<std::vector<std::string>> models;
    std::optional<bool> cache;
    std::optional<bool> async;
    std::optional<boost::json::object> provider_options;
    std::optional<prompt_choice> prompt;
};
BOOST_DESCRIBE_STRUCT(chat_request, (),
                      (message, conversation_id, parent_id, regenerate, replaces, provider, model, temperature,
                       max_tokens, top_p, use_rag, collection_ids, agent, attachments, models, cache, async,
                       provider_options, prompt))
inline auto rules(chat_request const*) {
    using c = chat_request;
    return core::fields(
        core::length(&c::message, 0, 100'000), core::range(&c::temperature, 0, 2),
        core::range(&c::max_tokens, 1, 128'000), core::range(&c::top_p, 0, 1), core::length(&c::provider, 1, 64),
        core::length(&c::model, 1, 200), core::length(&c::models, 1, 16), core::item_length(&c::models, 1, 200),
        core::doc(&c::message, "What the user says: 1 to 100,000 characters. Left out only with `regenerate`."),
        core::doc(&c::conversation_id, "The conversation to go on with; a new one is made without it."),
        core::doc(&c::parent_id,
                  "The message to answer under; null for the start. Another than the last makes a branch."),
        core::doc(&c::regenerate, "The id of an answer to make again, as a branch beside it."),
        core::doc(&c::replaces, "The id of a question: the message stands in its place, as a branch beside it."),
        core::doc(&c::model, "As `provider/model`, or a bare name; the default model without it."),
        core::doc(&c::models,
                  "Models to ask in this order where `model`, or without it the first of them, can't answer."),
        core::doc(&c::prompt,
                  "A template for the system prompt: of the new conversation, or of this one answer in an old one."),
        core::doc(&c::async, "Answer 202 at once, with where to look for the result."));
}

struct token_counts {
    std::int64_t prompt = 0;
    std::int64_t completion = 0;
    std::int64_t total = 0;
};
BOOST_DESCRIBE_STRUCT(token_counts, (), (prompt, completion, total))

struct chat_reply {
    std::string id;
    std::string turn_id;
    std::string conversation_id;
    std::string role = "assistant";
    std::string content;
    token_counts tokens_used;
    core::timestamp timestamp{};
    std::string finish_reason;
    std::string model;
    std::string provider;
    std::vector<boost::json::object> sources;
    std::vector<boost::json::object> tool_calls;
    std::optional<double> cost_usd;
    bool cached = false;
    std::string level = "full";
};
BOOST_DESCRIBE_STRUCT(chat_reply, (),
                      (id, turn_id, conversation_id, role, content, tokens_used, timestamp, finish_reason, model,
                       provider, sources, tool_calls, cost_usd, cached, level))
inline auto rules(chat_reply const*) { return core::fields(core::omit_empty(&chat_reply::tool_calls)); }

// The reply to `async: true`.
struct turn_accepted {
    std::string turn_id;
    std::string status_url;
};
BOOST_DESCRIBE_STRUCT(turn_accepted, (), (turn_id, status_url))

struct turn_view {
    std::string turn_id;
    std::string conversation_id;
    std::string user_message_id;
    std::string message_id;
    std::string state;   // running, done
    std::optional<std::string> finish_reason;
    std::optional<std::string> error_code;
    std::int64_t attempt = 1;
    core::timestamp created_at{};
    std::optional<core::timestamp> ended_at;
};
BOOST_DESCRIBE_STRUCT(turn_view, (),
                      (turn_id, conversation_id, user_message_id, message_id, state, finish_reason, error_code, attempt,
                       created_at, ended_at))

struct resume_query {
    std::optional<std::int64_t> after;
};
BOOST_DESCRIBE_STRUCT(resume_query, (), (after))
inline auto rules(resume_query const*) {
    return core::fields(core::range(&resume_query::after, 0, 9'007'199'254'740'991.0),
                        core::doc(&resume_query::after, "The last sequence number that was seen, like Last-Event-ID."));
}

}  // namespace api
