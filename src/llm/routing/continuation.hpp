#pragma once

#include "llm/provider.hpp"
#include "llm/routing/attempt_plan.hpp"

#include <string>

namespace llm {

// The request with which another attempt takes up an answer of which `said` is there. `first` is the call's own
// request, with its own prefill.
completion_request take_up(completion_request const& first, manner how, std::string const& said);

}  // namespace llm
