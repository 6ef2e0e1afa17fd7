#pragma once

#include "core/result.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace identity {

struct mail {
    std::string to;
    std::string subject;
    std::string text;
};

// The words of a command line: separated by blanks; "…" and '…' keep blanks. No shell is asked, so nothing else is
// special. Empty where a quote is not closed.
std::vector<std::string> command_words(std::string_view line);

// The letter as it goes over the wire (RFC 5322), UTF-8; line breaks in the head are dropped.
std::string letter_text(mail const& letter);

// Starts the operator's command, gives it the letter on its standard input, and waits for its end; one that takes
// longer than `deadline` is killed. Blocks: call it on a pool's thread. Fails with errc::upstream_failed, naming the
// exit status and nothing of what was written.
core::result<void> run_mail_command(std::string const& line, mail const& letter,
                                    std::chrono::milliseconds deadline = std::chrono::seconds(20));

}  // namespace identity
