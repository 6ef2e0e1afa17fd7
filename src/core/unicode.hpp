#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace core {

// UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF.
bool valid_utf8(std::string_view text);

// The number of code points: what people and our limits call characters. Of invalid text, the number of lead bytes.
std::size_t count_characters(std::string_view text);

// The longest prefix of at most `characters_max` code points. Never cuts inside one.
std::string_view first_characters(std::string_view text, std::size_t characters_max);

// The longest prefix of at most `bytes_max` bytes that does not end inside a code point.
std::string_view first_bytes(std::string_view text, std::size_t bytes_max);

// `text` with each invalid sequence replaced by U+FFFD, as the WHATWG decoder does.
std::string to_valid_utf8(std::string_view text);

}  // namespace core
