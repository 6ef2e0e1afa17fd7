#include "llm/tokens/token_count.hpp"

#include "llm/token_estimate.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using llm::count_tokens;
using llm::tokenizer;

TEST(count_tokens, is_exact_where_there_is_a_tokenizer) {
    EXPECT_EQ(count_tokens(tokenizer::cl100k_base, "tiktoken is great!"), 6);
    EXPECT_EQ(count_tokens(tokenizer::o200k_base, "hello world"), 2);
}

TEST(count_tokens, is_approximate_elsewhere) {
    EXPECT_EQ(count_tokens(tokenizer::approximate, "tiktoken is great!"),
              llm::approximate_tokens("tiktoken is great!"));
}

TEST(count_tokens, of_a_prompt_adds_frames_and_tool_calls) {
    std::vector<llm::message> const prompt{
        {.who = llm::role::user, .text = "hello world"},
        {.who = llm::role::assistant, .tool_calls = {{.id = "1", .name = "hello", .arguments = "hello world"}}}};

    EXPECT_EQ(count_tokens(tokenizer::o200k_base, prompt), 3 + (4 + 2) + (4 + 1 + 2));
    EXPECT_EQ(count_tokens(tokenizer::approximate, prompt), llm::approximate_tokens(prompt));
}

TEST(count_tokens, never_passes_what_was_said_to_be_the_most) {
    for (std::string const text :
         {"", "a", "hello world", "東京都庁", "🙂🙂", "\u0301\u0301\u0301", "\n \t 12345 ~~~~"}) {
        llm::message const one{.text = text};
        for (auto const as : {tokenizer::approximate, tokenizer::cl100k_base, tokenizer::o200k_base})
            EXPECT_LE(count_tokens(as, one), tokens_at_most(one)) << text;
    }
}

}  // namespace
