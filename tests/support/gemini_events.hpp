#pragma once

#include <string>
#include <string_view>

// The pieces of a stream of Gemini's API, to be sent by a fake_provider. Texts must need no escape in JSON.
namespace support::gemini {

std::string event(std::string_view json);
std::string parts(std::string_view list);   // as JSON, without brackets
std::string text(std::string_view words);
std::string finish(std::string_view reason = "STOP");
std::string usage(std::string_view counts);   // as JSON fields, without braces

}  // namespace support::gemini
