#pragma once

#include "api/dropin/body.hpp"
#include "llm/answer_form.hpp"
#include "llm/message.hpp"

#include <boost/json/value.hpp>

#include <string>
#include <vector>

namespace api::openai {

// The parts of a chat completion's body that have more than one shape, in the common vocabulary. What they can't say is
// a problem, so that no answer ignores half of a question.
std::vector<llm::message> read_messages(boost::json::value const& from, body_problems& problems);
std::vector<llm::tool_definition> read_tools(boost::json::value const& from, body_problems& problems);
// As the Responses API has them: what describes a function stands beside its type.
std::vector<llm::tool_definition> read_flat_tools(boost::json::value const& from, body_problems& problems);
void read_tool_choice(boost::json::value const& from, llm::answer_form& into, body_problems& problems);
std::vector<std::string> read_stop(boost::json::value const& from, body_problems& problems);

// As JSON text; empty where any text will do.
std::string read_response_format(boost::json::value const& from, body_problems& problems);

}  // namespace api::openai
