#pragma once

#include "core/described_rules.hpp"
#include "core/error.hpp"
#include "core/principal.hpp"
#include "llm/answer_form.hpp"
#include "llm/message.hpp"

#include <boost/describe/class.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace turn {

// How the answer is to be made. Stored with the turn, so that another process can make it again.
struct turn_options {
    std::string model;   // as the caller named it; empty: the conversation's, else the default
    std::optional<double> temperature;
    std::optional<double> top_p;
    std::optional<std::int64_t> max_tokens;
    std::vector<std::string> models;   // asked in this order where `model` can't answer
    std::vector<llm::tool_definition> tools;   // the caller's, who also runs them
    std::optional<llm::answer_form> form;
    std::optional<std::string> system_prompt;   // in the place of the conversation's; a new one takes it over
};
BOOST_DESCRIBE_STRUCT(turn_options, (), (model, temperature, top_p, max_tokens, models, tools, form, system_prompt))
inline auto rules(turn_options const*) {
    return core::fields(core::omit_empty(&turn_options::tools), core::omit_empty(&turn_options::form),
                        core::omit_empty(&turn_options::system_prompt));
}

// A key that makes repeating a request safe: the same key and body lead to the same turn.
struct idempotency {
    std::string route;
    std::string key;
    std::string body_hash;
};

// One user's wish for an answer.
struct turn_request {
    core::principal who;
    std::string conversation_id{};   // empty: a new conversation
    // The id of the caller's conversation in its place where they reach none of that id; made where it is not there
    // either. Empty: they must reach it.
    std::string else_conversation_id{};
    std::string message{};  // empty with `regenerate`
    std::int64_t message_tokens = 0;  // the engine counts them
    // In place of `message`, from a caller who holds the conversation: what came before, and the question at its end.
    std::vector<llm::message> prompt{};
    // Under which message: absent, the end of the branch shown last; empty, the start of the conversation.
    std::optional<std::string> parent_id{};
    std::string regenerate{};  // the id of an answer: make another beside it
    std::string replaces{};  // the id of a question: `message` stands beside it
    turn_options options{};  // without a system prompt: that which the answer made again, or replaced, alone had
    std::optional<idempotency> once{};
    std::optional<core::error> refusal{};  // of all but the repetition of an earlier request
};

}  // namespace turn
