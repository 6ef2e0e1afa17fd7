#pragma once

#include "api/dropin/body.hpp"
#include "llm/answer_form.hpp"
#include "llm/message.hpp"

#include <boost/json/value.hpp>

#include <string>
#include <vector>

namespace api::openai {

// The parts of a body of the Responses API that have more than one shape, in the common vocabulary. Calls and their
// results, which are items of their own there, become parts of messages. What can't be said is a problem.
std::vector<llm::message> read_input(boost::json::value const& input, std::string const& instructions,
                                     body_problems& problems);

// `text.format`, as a chat completion's response_format says it.
std::string read_text_format(boost::json::value const& text, body_problems& problems);

}  // namespace api::openai
