#pragma once

#include <string>
#include <string_view>

namespace cli {

// What a line typed into the chat asks for.
struct input_line {
    enum class kind { nothing, message, new_conversation, model, list, open, retry, title, help, quit, unknown };

    kind what = kind::nothing;
    std::string text{};   // the message, or the command's argument, or the unknown command

    bool operator==(input_line const&) const = default;
};

// A line that begins with / is a command; with //, a message that begins with /.
input_line parse_input_line(std::string_view line);

inline constexpr char chat_help[] =
    "/new            begin a new conversation\n"
    "/model NAME     answer with this model (none: the default)\n"
    "/list           list the latest conversations\n"
    "/open ID        go on with a conversation: its id, or its number in the list\n"
    "/retry          answer the last message again\n"
    "/title TEXT     rename this conversation\n"
    "/help           print this\n"
    "/quit           leave (so does Ctrl-D)\n"
    "Ctrl-C stops an answer; what was written is kept. A message that begins with / is typed with //.\n";

}  // namespace cli
