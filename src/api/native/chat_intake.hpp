#pragma once

#include "api/call.hpp"
#include "api/native/chat_types.hpp"
#include "turn/request.hpp"

namespace api {

// A chat request as the engine takes it. Fails with invalid_input for what contradicts itself and for what this version
// does not have, so that nobody takes an answer without sources for one with.
core::result<turn::turn_request> to_turn_request(core::principal who, chat_request const& from);

// The body of a chat route, with its Idempotency-Key and with what the template that it names becomes.
core::task<core::result<turn::turn_request>> turn_request_of(call const& c, chat_request const& from);

// Puts a chosen template into a request, or why it can't be had: what was answered before is all the same.
core::task<> choose_prompt(services& use, std::optional<prompt_choice> from, turn::turn_request& into);

}  // namespace api
