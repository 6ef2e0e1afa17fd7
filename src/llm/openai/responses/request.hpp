#pragma once

#include "llm/provider.hpp"

#include <string>
#include <string_view>

namespace llm {

// Whether the Responses API has words for all that is asked: it knows no stop sequences, no seed and no penalties, and
// takes no limit below 16 tokens. What it can't say is asked through Chat Completions.
bool responses_can_say(completion_request const& request);

// Whether a summary of the thoughts is asked for; some accounts may not have it.
enum class thoughts : std::uint8_t { hidden, summarised };

// The body of POST /responses that asks for a streamed answer. Nothing of it is stored at the server, unless it is to
// be `kept`: then the server writes on without a reader. `provider` is whose blocks are sent back.
std::string write_responses_request(completion_request const& request, std::string_view provider, thoughts shown,
                                    bool kept = false);

}  // namespace llm
