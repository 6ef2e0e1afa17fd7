#include "llm/tokens/piece_splitter.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace {

std::vector<std::string> pieces(llm::piece_splitter const& splitter, std::string_view text) {
    std::vector<std::string> out;
    llm::piece_splitter::cursor cursor(splitter, text);
    for (auto piece = cursor.next(); !piece.empty(); piece = cursor.next()) out.emplace_back(piece);
    return out;
}

TEST(piece_splitter, cuts_where_its_pattern_ends) {
    llm::piece_splitter const splitter(R"( ?\p{L}+|.)");

    EXPECT_EQ(pieces(splitter, "Größe zählt!"), (std::vector<std::string>{"Größe", " zählt", "!"}));
    EXPECT_TRUE(pieces(splitter, "").empty());
}

TEST(piece_splitter, fails_on_text_that_its_pattern_does_not_cover) {
    llm::piece_splitter const splitter("a+");

    EXPECT_THROW(pieces(splitter, "aab"), std::runtime_error);
}

TEST(piece_splitter, refuses_what_is_no_pattern) { EXPECT_THROW(llm::piece_splitter("(a"), std::runtime_error); }

}  // namespace
