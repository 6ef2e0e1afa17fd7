#pragma once

#include "llm/message.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace chat {

// The prompt that asks a model for the title of a conversation that begins with this exchange.
std::vector<llm::message> title_prompt(std::string_view question, std::string_view answer);

// A model's reply as a title: one line, no quotes or final stop, at most 80 characters. Empty when nothing is left.
std::string clean_title(std::string_view reply);

// A title without a model: the first words of the question, at most 60 characters, cut at a word.
std::string first_words(std::string_view question);

}  // namespace chat
