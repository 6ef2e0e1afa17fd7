#pragma once

#include "chat/prompts/prompt_template.hpp"

#include <span>
#include <string>
#include <string_view>

namespace chat {

// A template that comes with the program: everybody's to use, nobody's to change.
struct shipped_prompt {
    std::string id;   // a word, where those of users are UUIDs
    std::string name;
    std::string description;
    prompt_template what;
};

std::span<shipped_prompt const> shipped_prompts();

// Null where there is none of that id.
shipped_prompt const* find_shipped(std::string_view id);

}  // namespace chat
