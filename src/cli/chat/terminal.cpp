#include "cli/chat/terminal.hpp"

#include "core/settings/terminal.hpp"
#include "core/unicode.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <iostream>

#include <unistd.h>

namespace cli {
namespace {

void write(std::FILE* to, std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), to);
    std::fflush(to);
}

char const* reason_note(std::string_view finish_reason) {
    if (finish_reason == "length") return "cut off at the most tokens that an answer may have";
    if (finish_reason == "cancelled") return "stopped";
    if (finish_reason == "content_filter") return "stopped by a content filter";
    return nullptr;
}

}  // namespace

terminal::terminal()
    : input_(core::is_terminal(STDIN_FILENO)), output_(core::is_terminal(STDOUT_FILENO)),
      colour_(core::wants_colour(STDERR_FILENO)) {}

void terminal::act(view_action const& action) {
    if (auto const* text = std::get_if<show_text>(&action); text && output_) {
        if (text->text.empty()) return;
        write(stdout, terminal_safe(text->text));
        mid_line_ = !text->text.ends_with('\n');
    } else if (auto const* said = std::get_if<show_note>(&action)) {
        note(said->text);
    } else if (auto const* again = std::get_if<start_over>(&action)) {
        note("the answer starts again");
        if (output_ && !again->kept.empty()) act(show_text{again->kept});
    } else if (auto const* done = std::get_if<answer_complete>(&action)) {
        begin_line();
        if (auto const* why = reason_note(done->finish_reason)) note(why);
    } else if (auto const* failure = std::get_if<answer_failed>(&action)) {
        complain(fmt::format("{} ({})", failure->message, failure->code));
    }
}

void terminal::finish(std::string_view answer) {
    if (output_) return begin_line();
    write(stdout, answer);
    if (!answer.empty() && !answer.ends_with('\n')) write(stdout, "\n");
}

void terminal::note(std::string_view text) {
    begin_line();
    write(stderr, fmt::format("{}[{}]{}\n", colour_ ? "\033[2m" : "", terminal_safe(text), colour_ ? "\033[0m" : ""));
}

void terminal::complain(std::string_view text) {
    begin_line();
    write(stderr, fmt::format("{}{}{}\n", colour_ ? "\033[31m" : "", terminal_safe(text), colour_ ? "\033[0m" : ""));
}

void terminal::print(std::string_view text) {
    begin_line();
    write(stdout, terminal_safe(text));
}

bool terminal::read_line(std::string& line) {
    begin_line();
    if (input_) write(stderr, "> ");
    if (std::getline(std::cin, line)) return true;
    if (input_) write(stderr, "\n");
    return false;
}

void terminal::begin_line() {
    if (mid_line_) write(stdout, "\n");
    mid_line_ = false;
}

std::string terminal_safe(std::string_view text) {
    if (!core::valid_utf8(text)) return terminal_safe(core::to_valid_utf8(text));
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const c = static_cast<unsigned char>(text[i]);
        bool const latin_control = c == 0xc2 && static_cast<unsigned char>(text[i + 1]) < 0xa0;
        if (latin_control) ++i;
        if (latin_control || c == 0x7f || (c < 0x20 && c != '\n' && c != '\t')) out += "\xef\xbf\xbd";
        else out += static_cast<char>(c);
    }
    return out;
}

}  // namespace cli
