#pragma once

#include "core/error.hpp"

#include <string>
#include <string_view>

namespace api::anthropic {

// {"type": "error", "error": {"type", "message"}, "request_id"}, as Anthropic's API answers and as its streams say it.
std::string error_body(core::error const& what, std::string_view request_id);
std::string error_body(int status, std::string_view message, std::string_view request_id);

// As errors have it there: 529 for whoever is overloaded, 400 for a prompt that is too long.
int status_of(core::error const& what);

}  // namespace api::anthropic
