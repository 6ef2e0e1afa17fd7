#pragma once

#include "llm/message.hpp"
#include "llm/tokens/tokenizer.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace chat {

// How much of the past goes into a prompt.
struct history_budget {
    // Of everything: system prompt, history and the last message. The default is for models whose window is not known.
    std::int64_t tokens_max = 8192;
    std::int64_t messages_max = 1000;
};

// The messages to send: the system message, if the first is one, then the newest messages that fit, oldest first. The
// last message always stays, fit or not; history begins with a user's message, so that no answer stands without its
// question. Tokens are those of `as`. What fits whatever its tokens are is not counted, so short histories cost
// nothing.
std::vector<llm::message> fit_history(std::span<llm::message const> branch, history_budget const& budget,
                                      llm::tokenizer as);

}  // namespace chat
