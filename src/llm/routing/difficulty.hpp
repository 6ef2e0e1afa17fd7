#pragma once

#include "llm/message.hpp"
#include "llm/model_book.hpp"

#include <span>
#include <string>

namespace llm {

// How much of a model a prompt needs, and why, in a few words for whoever asks.
struct difficulty {
    model_tier needs = model_tier::standard;
    std::string why{};

    bool operator==(difficulty const&) const = default;
};

// By what can be seen without a model: how long the last question is and how much came before it, code, mathematics,
// several steps, words that ask for reasoning. A rule of thumb, the same for the same prompt.
difficulty difficulty_of(std::span<message const> prompt);

}  // namespace llm
