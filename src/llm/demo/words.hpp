#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace llm {

// The words of a text, in small letters where they are of the ASCII alphabet; bytes of other alphabets count as
// letters.
std::vector<std::string> demo_words(std::string_view text);

}  // namespace llm
