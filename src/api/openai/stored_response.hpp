#pragma once

#include "core/task.hpp"

#include <string>
#include <string_view>

namespace api {

struct call;

namespace openai {

// A response that is kept is named after its turn.
std::string response_id(std::string_view turn_id);
// The turn; empty where that is no such name.
std::string turn_of_response(std::string_view id);

// A kept response, also while it comes about: whole, or its events from behind `starting_after`.
core::task<> get_response(call& c);

}  // namespace openai

}  // namespace api
