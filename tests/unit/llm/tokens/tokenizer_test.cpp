#include "llm/tokens/tokenizer.hpp"

#include <gtest/gtest.h>

namespace {

using llm::tokenizer;
using llm::tokenizer_of;

TEST(tokenizer, of_newer_openai_models_is_o200k) {
    for (char const* model :
         {"gpt-4o", "gpt-4o-mini-2024-07-18", "openai/gpt-4o", "gpt-4.1-nano", "gpt-4.5-preview", "gpt-5", "gpt-5-mini",
          "gpt-5.1", "chatgpt-4o-latest", "o1", "o1-preview", "o3-mini", "o4-mini", "ft:gpt-4o-mini:acme::x1",
          "gpt-oss:20b", "openrouter/openai/gpt-4o", "GPT-4o"})
        EXPECT_EQ(tokenizer_of(model), tokenizer::o200k_base) << model;
}

TEST(tokenizer, of_older_openai_models_is_cl100k) {
    for (char const* model : {"gpt-4", "gpt-4-turbo-2024-04-09", "gpt-4-32k", "openai/gpt-3.5-turbo", "gpt-35-turbo",
                              "ft:gpt-3.5-turbo:acme::x1", "text-embedding-3-small", "text-embedding-ada-002"})
        EXPECT_EQ(tokenizer_of(model), tokenizer::cl100k_base) << model;
}

TEST(tokenizer, of_all_other_models_is_approximate) {
    for (char const* model : {"", "/", "demo/demo", "llama3.1:8b", "claude-sonnet-4-5", "gemini-2.5-pro", "gpt-4all",
                              "gpt-2", "o100", "o1x", "mygpt-4o", "ft:"})
        EXPECT_EQ(tokenizer_of(model), tokenizer::approximate) << model;
}

TEST(tokenizer, says_its_name) {
    EXPECT_STREQ(to_string(tokenizer::approximate), "approximate");
    EXPECT_STREQ(to_string(tokenizer::cl100k_base), "cl100k_base");
    EXPECT_STREQ(to_string(tokenizer::o200k_base), "o200k_base");
}

}  // namespace
