#pragma once

#include "cli/chat/answer_view.hpp"

#include <string>
#include <string_view>

namespace cli {

// Where the answer and what is said about it go: the answer to standard output, all else to standard error. On a
// terminal the answer is shown as it comes; into a pipe or file it goes in one piece when it is complete, because what
// was written there cannot be taken back.
class terminal {
public:
    terminal();

    void act(view_action const& action);

    // What the pipe gets of an answer, whole or cut short.
    void finish(std::string_view answer);

    void note(std::string_view text);       // in passing
    void complain(std::string_view text);   // what went wrong
    void print(std::string_view text);      // what was asked for

    // Reads a line after a prompt; false at the end of the input.
    bool read_line(std::string& line);

    bool interactive() const { return input_; }   // a person types

private:
    void begin_line();

    bool input_, output_, colour_;
    bool mid_line_ = false;
};

// `text` with everything that a terminal takes for a command made visible; line breaks and tabs stay.
std::string terminal_safe(std::string_view text);

}  // namespace cli
