#include "llm/chat_model.hpp"

#include <gtest/gtest.h>

namespace {

TEST(looks_like_chat_model, takes_names_of_models_that_chat) {
    for (auto const* name :
         {"gpt-4o", "o3-mini", "llama3.2:3b", "meta-llama/Llama-3-8B-Instruct", "qwen3:8b", "demo", "gemma-3"})
        EXPECT_TRUE(llm::looks_like_chat_model(name)) << name;
}

TEST(looks_like_chat_model, skips_names_of_models_that_do_something_else) {
    for (auto const* name : {"text-embedding-3-small", "nomic-Embed-text", "whisper-1", "tts-1", "dall-e-3",
                             "omni-moderation-latest", "gpt-4o-realtime-preview", "bge-m3", "jina-reranker"})
        EXPECT_FALSE(llm::looks_like_chat_model(name)) << name;
}

}  // namespace
