#pragma once

#include "llm/message.hpp"
#include "store/repositories/messages.hpp"

#include <string>
#include <vector>

namespace turn {

// A message of a prompt as it is stored, without ids and times, and back.
store::message_row row_of(llm::message const& from);
llm::message message_of(store::message_row const& from);

// Calls as the tool_calls column has them.
std::string calls_json(std::vector<llm::tool_call> const& calls);

// Takes away calls that nothing answers, and what is then empty: providers refuse a prompt that has them, and a person
// who goes on with a conversation need not answer them.
void drop_unanswered_calls(std::vector<llm::message>& branch);

}  // namespace turn
