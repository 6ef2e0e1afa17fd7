#pragma once

#include "api/dropin/body.hpp"
#include "llm/message.hpp"

#include <string>
#include <string_view>

namespace api {

// Adds a part that is text, on a line of its own.
void add_text(llm::message& into, std::string_view text);

// Adds the picture of a data URL (RFC 2397) to `into`. An address is refused: this server fetches nothing for a caller.
void add_image(llm::message& into, std::string_view url, std::string const& at, body_problems& problems);

// The same of bytes that stand for themselves.
void add_image(llm::message& into, std::string media_type, std::string base64, std::string const& at,
               body_problems& problems);

}  // namespace api
