#pragma once

#include "core/error.hpp"

#include <string>
#include <string_view>

namespace api::openai {

// {"error": {"message", "type", "param", "code"}}, as OpenAI's API answers and as its streams say it.
std::string error_body(core::error const& what);
std::string error_body(int status, std::string_view code, std::string_view message);

// As errors have it there: a prompt that is too long is a 400.
int status_of(core::error const& what);

}  // namespace api::openai
