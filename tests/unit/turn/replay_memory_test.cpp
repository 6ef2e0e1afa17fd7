#include "turn/replay_memory.hpp"

#include <gtest/gtest.h>

namespace {

llm::message answer(std::string arguments, std::string blocks = {}) {
    llm::message out{.who = llm::role::assistant, .text = "let me look"};
    out.tool_calls = {{"c1", "look", std::move(arguments)}};
    if (!blocks.empty()) out.replayed = {"anthropic", std::move(blocks)};
    return out;
}

std::string recalled(turn::replay_memory const& memory, std::string_view user, llm::message sent_back) {
    std::vector<llm::message> prompt{std::move(sent_back)};
    memory.recall(user, prompt);
    return prompt[0].replayed.blocks;
}

TEST(replay_memory, finds_what_belongs_to_an_answer_however_its_arguments_are_spaced) {
    turn::replay_memory memory;
    memory.keep("ada", answer(R"({"a": 1})", "[1]"));

    EXPECT_EQ(recalled(memory, "ada", answer(R"({"a":1})")), "[1]");
}

TEST(replay_memory, gives_it_to_nobody_else_and_to_no_other_answer) {
    turn::replay_memory memory;
    memory.keep("ada", answer(R"({"a":1})", "[1]"));

    EXPECT_EQ(recalled(memory, "bob", answer(R"({"a":1})")), "");
    EXPECT_EQ(recalled(memory, "ada", answer(R"({"a":2})")), "");
}

TEST(replay_memory, forgets_the_oldest_beyond_its_size) {
    turn::replay_memory memory(100);
    for (int i = 0; i < 3; ++i)
        memory.keep("ada", answer("{\"a\":" + std::to_string(i) + "}", std::string(40, char('0' + i))));

    EXPECT_EQ(recalled(memory, "ada", answer(R"({"a":0})")), "");
    EXPECT_EQ(recalled(memory, "ada", answer(R"({"a":2})")), std::string(40, '2'));
}

}  // namespace
