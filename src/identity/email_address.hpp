#pragma once

#include "core/result.hpp"

#include <string>
#include <string_view>

namespace identity {

// An e-mail address in the one form in which it is stored and compared: trimmed, ASCII in lower case. Fails with
// errc::invalid_input for what is none, or could be more than one line or address in a mail's head.
core::result<std::string> normal_email(std::string_view text);

}  // namespace identity
