#include "core/unicode.hpp"
#include "llm/tokens/encodings.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <iostream>
#include <random>
#include <string>

// M-01: text made to be slow or to confuse. Time grows with the text: a tokenizer that took n² would outlast the test.
// M-03: a vocabulary that is cut or forged is refused, or gives wrong tokens; it never leads outside of itself.

namespace {

std::string repeated(std::string_view unit, std::size_t size) {
    std::string out;
    out.reserve(size + unit.size());
    while (out.size() < size) out += unit;
    return out;
}

constexpr std::size_t mebibyte = 1 << 20;

struct text_row {
    char const* name;
    std::function<std::string()> make;
};

std::string random_bytes() {
    std::mt19937 draw(3);
    std::string out(mebibyte / 8, '\0');
    for (auto& c : out) c = static_cast<char>(draw());
    return out;
}

text_row const text_rows[] = {
    {"M_01_letters", [] { return std::string(mebibyte, 'a'); }},
    {"M_01_blanks", [] { return std::string(mebibyte, ' ') + "."; }},
    {"M_01_lines", [] { return std::string(mebibyte, '\n'); }},
    {"M_01_signs", [] { return repeated("=-", mebibyte); }},
    {"M_01_emoji", [] { return repeated("\U0001F44D\U0001F3FD\u200D", mebibyte); }},
    {"M_01_combining_marks", [] { return "e" + repeated("\u0301\u0323", mebibyte); }},
    {"M_01_upper_case", [] { return std::string(mebibyte, 'A') + "1"; }},
    {"M_01_invalid_utf8", [] { return repeated("\xff\xc0\xed\xa0", mebibyte / 4); }},
    {"M_01_random_bytes", random_bytes},
    {"M_01_zeros", [] { return std::string(mebibyte / 4, '\0'); }},
};

class hostile_text : public testing::TestWithParam<text_row> {
public:
    static void SetUpTestSuite() { std::cout << std::size(text_rows) << " hostile texts\n"; }
};

TEST_P(hostile_text, is_encoded_and_given_back) {
    auto const text = GetParam().make();
    for (auto const which : {llm::tokenizer::cl100k_base, llm::tokenizer::o200k_base}) {
        auto const& encoding = *encoding_of(which);

        auto const tokens = encoding.encode(text);

        EXPECT_EQ(encoding.decode(tokens).value(), core::to_valid_utf8(text));
    }
}

INSTANTIATE_TEST_SUITE_P(M_01, hostile_text, testing::ValuesIn(text_rows),
                         [](auto const& row) { return std::string(row.param.name); });

// A small but whole vocabulary: every byte, and a few tokens more.
std::string packed_vocabulary() {
    namespace layout = llm::vocabulary_layout;
    std::vector<std::string> tokens;
    for (int byte = 0; byte < 256; ++byte) tokens.emplace_back(1, static_cast<char>(byte));
    for (char const* more : {"ab", "cd", "abcd"}) tokens.emplace_back(more);
    std::string bytes;
    std::vector<std::uint32_t> offsets{0}, slots(1024), pairs(layout::pair_count);
    for (std::uint32_t rank = 0; rank < tokens.size(); ++rank) {
        bytes += tokens[rank];
        offsets.push_back(std::uint32_t(bytes.size()));
        if (tokens[rank].size() == 2) pairs[layout::pair_of(tokens[rank][0], tokens[rank][1])] = rank + 1;
        auto const hash = layout::hash(tokens[rank]);
        auto slot = layout::first_slot(hash, 1024);
        while (slots[slot] != 0) slot = (slot + 1) % 1024;
        slots[slot] = layout::tag(hash) << layout::rank_bits | (rank + 1);
    }
    layout::special const end{300, std::uint32_t(bytes.size()), 5};
    bytes += "<|x|>";
    layout::header const header{layout::magic, std::uint32_t(tokens.size()), 1024, 1, std::uint32_t(bytes.size()), 4};
    std::string out(reinterpret_cast<char const*>(&header), sizeof header);
    out.append(reinterpret_cast<char const*>(offsets.data()), offsets.size() * 4);
    out.append(reinterpret_cast<char const*>(slots.data()), slots.size() * 4);
    out.append(reinterpret_cast<char const*>(pairs.data()), pairs.size() * 4);
    out.append(reinterpret_cast<char const*>(&end), sizeof end);
    return out + bytes;
}

constexpr char const* pattern = "[a-z]+|.";

TEST(M_03_vocabulary, that_is_whole_is_taken) {
    auto const packed = packed_vocabulary();
    llm::token_encoding const encoding(packed, pattern);

    EXPECT_EQ(encoding.encode("abcd.ab<|x|>", llm::special_text::token),
              (std::vector<llm::token_id>{258, '.', 256, 300}));
}

TEST(M_03_vocabulary, that_is_cut_anywhere_or_too_long_is_refused) {
    auto const packed = packed_vocabulary();
    for (std::size_t size = 0; size < packed.size(); size += size < 64 || size + 64 > packed.size() ? 1 : 61) {
        std::string const cut(packed.data(), size);   // its own memory, so that reading past it is noticed
        EXPECT_FALSE(llm::token_vocabulary::open(cut)) << size;
    }
    EXPECT_FALSE(llm::token_vocabulary::open(packed + "x"));
}

TEST(M_03_vocabulary, with_any_number_forged_never_leads_outside) {
    auto const packed = packed_vocabulary();
    // Of the pairs, which are most of it and all alike, only some.
    for (std::size_t at = 0; at + 4 <= packed.size(); at += at > 6000 && at + 2000 < packed.size() ? 1024 : 4)
        for (std::uint32_t const forged : {0u, 1u, 0x7FFF'FFFFu, 0x8000'0000u, 0xFFFF'FFFFu}) {
            auto copy = packed;
            std::memcpy(copy.data() + at, &forged, sizeof forged);
            auto const opened = llm::token_vocabulary::open(copy);
            if (!opened) continue;
            llm::token_encoding const encoding(copy, pattern);
            auto const tokens = encoding.encode("abcdabcd zz<|x|>", llm::special_text::token);
            std::ignore = encoding.decode(tokens);
        }
}

}  // namespace
