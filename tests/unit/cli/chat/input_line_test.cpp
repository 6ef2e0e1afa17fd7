#include "cli/chat/input_line.hpp"

#include "cli/chat/terminal.hpp"

#include <gtest/gtest.h>

namespace {

using kind = cli::input_line::kind;

TEST(input_line, tells_commands_from_messages) {
    struct {
        char const* typed;
        cli::input_line expected;
    } const cases[] = {
        {"", {kind::nothing}},
        {"   ", {kind::nothing}},
        {" hello there \r", {kind::message, "hello there"}},
        {"//etc/passwd?", {kind::message, "/etc/passwd?"}},
        {"/new", {kind::new_conversation}},
        {"/model  demo ", {kind::model, "demo"}},
        {"/model", {kind::model}},
        {"/open 3", {kind::open, "3"}},
        {"/title A better name", {kind::title, "A better name"}},
        {"/retry", {kind::retry}},
        {"/list", {kind::list}},
        {"/help", {kind::help}},
        {"/quit", {kind::quit}},
        {"/nonsense now", {kind::unknown, "/nonsense"}},
        {"/newer", {kind::unknown, "/newer"}},
    };
    for (auto const& each : cases) EXPECT_EQ(cli::parse_input_line(each.typed), each.expected) << each.typed;
}

TEST(terminal_safe, lets_no_answer_command_the_terminal) {
    EXPECT_EQ(cli::terminal_safe("plain \u00e4\n\ttext"), "plain \u00e4\n\ttext");
    EXPECT_EQ(cli::terminal_safe("\x1b[2J\x07\r"), "\ufffd[2J\ufffd\ufffd");
    EXPECT_EQ(cli::terminal_safe("\xc2\x9b"
                                 "31m\xff"),
              "\ufffd31m\ufffd");
}

}  // namespace
