#include "llm/tokens/token_vocabulary.hpp"

#include "llm/tokens/encodings.hpp"

#include <gtest/gtest.h>

namespace {

TEST(token_vocabulary, has_every_token_under_its_own_bytes) {
    for (auto const which : {llm::tokenizer::cl100k_base, llm::tokenizer::o200k_base}) {
        auto const& tokens = encoding_of(which)->vocabulary();
        std::uint32_t found = 0;
        for (llm::token_id id = 0; id < tokens.size(); ++id) {
            auto const bytes = tokens.bytes_of(id);
            found += bytes && tokens.find(*bytes) == id;
        }
        EXPECT_EQ(found, which == llm::tokenizer::cl100k_base ? 100'256u : 199'998u);
    }
}

TEST(token_vocabulary, does_not_find_what_is_no_token) {
    auto const& tokens = encoding_of(llm::tokenizer::cl100k_base)->vocabulary();

    EXPECT_EQ(tokens.find(""), llm::no_token);
    EXPECT_EQ(tokens.find("no such token in there"), llm::no_token);
    EXPECT_EQ(tokens.find("<|endoftext|>"), llm::no_token);
    EXPECT_EQ(tokens.bytes_of(100'256), std::nullopt);
    EXPECT_EQ(tokens.bytes_of(100'257), "<|endoftext|>");
    EXPECT_EQ(tokens.bytes_of(llm::no_token), std::nullopt);
}

}  // namespace
