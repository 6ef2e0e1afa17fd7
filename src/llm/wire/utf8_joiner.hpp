#pragma once

#include <string>

namespace llm {

// Makes valid UTF-8 of text that comes in pieces: a character that is cut between two pieces is held back until its
// rest comes, and bytes that belong to none become U+FFFD.
class utf8_joiner {
public:
    // `piece` with what was held back before it; may be empty.
    std::string join(std::string piece);

    // Call it at the end: what is still held back, as U+FFFD.
    std::string rest();

private:
    std::string held_;   // at most three bytes
};

}  // namespace llm
