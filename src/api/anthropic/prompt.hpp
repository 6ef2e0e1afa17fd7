#pragma once

#include "api/dropin/body.hpp"
#include "llm/answer_form.hpp"
#include "llm/message.hpp"

#include <boost/json/value.hpp>

#include <string>
#include <vector>

namespace api::anthropic {

// The parts of a body of the Messages API that have more than one shape, in the common vocabulary. What they can't say
// is a problem. Results of tools, which stand among a user's blocks there, become messages of their own.
std::vector<llm::message> read_prompt(boost::json::value const& system, boost::json::value const& messages,
                                      body_problems& problems);
std::vector<llm::tool_definition> read_tools(boost::json::value const& from, body_problems& problems);
void read_tool_choice(boost::json::value const& from, llm::answer_form& into, body_problems& problems);

// The answer's format and the effort of its thinking. The format had a field of its own before.
void read_output_config(boost::json::value const& from, llm::answer_form& into, body_problems& problems);
void read_output_format(boost::json::value const& from, std::string const& at, llm::answer_form& into,
                        body_problems& problems);
void read_thinking(boost::json::value const& from, llm::answer_form& into, body_problems& problems);

}  // namespace api::anthropic
