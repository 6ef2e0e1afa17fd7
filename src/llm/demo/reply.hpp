#pragma once

#include "llm/provider.hpp"

#include <string>
#include <string_view>

namespace llm {

// The text of the last user message; empty where there is none.
std::string_view demo_prompt(completion_request const& request);

// What plain `demo` says: that it is no model, what was written to it, and how to get a real one; for some words in the
// message ("table", "code", "long") a sample of such an answer. For a title, the first words of the message. The same
// request has the same answer.
std::string demo_reply(completion_request const& request);

}  // namespace llm
