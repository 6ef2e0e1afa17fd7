#include "llm/tokens/merge.hpp"

#include "llm/tokens/encodings.hpp"

#include <gtest/gtest.h>

#include <random>
#include <stdexcept>
#include <string>

namespace {

llm::token_vocabulary const& tokens() { return encoding_of(llm::tokenizer::o200k_base)->vocabulary(); }

// Pieces of few different letters, which merge in many ways.
std::string piece(std::mt19937& draw) {
    auto const kinds = 1 + draw() % 6;
    std::string out(1 + draw() % llm::scanned_bytes_max, 'a');
    for (auto& c : out) c = static_cast<char>('a' + draw() % kinds);
    return out;
}

TEST(merge, gives_the_same_tokens_by_scan_and_by_heap) {
    std::mt19937 draw(1);
    for (int i = 0; i < 300; ++i) {
        auto const text = piece(draw);
        std::vector<llm::token_id> scanned, heaped;

        EXPECT_EQ(merge_by_scan(tokens(), text, &scanned), scanned.size());
        EXPECT_EQ(merge_by_heap(tokens(), text, &heaped), heaped.size());

        EXPECT_EQ(scanned, heaped) << text;
    }
}

TEST(merge, counts_without_keeping_tokens) {
    std::vector<llm::token_id> kept;
    std::string const text(1000, 'x');

    EXPECT_EQ(merge_piece(tokens(), text, nullptr), merge_piece(tokens(), text, &kept));
}

TEST(merge, of_nothing_is_nothing) {
    EXPECT_EQ(llm::merge_by_scan(tokens(), {}, nullptr), 0u);
    EXPECT_EQ(llm::merge_by_heap(tokens(), {}, nullptr), 0u);
}

TEST(merge, refuses_what_its_numbers_cannot_hold) {
    std::string_view const claimed("x", std::size_t(1) << 32);   // nothing of it is read

    EXPECT_THROW(merge_piece(tokens(), claimed, nullptr), std::length_error);
}

}  // namespace
