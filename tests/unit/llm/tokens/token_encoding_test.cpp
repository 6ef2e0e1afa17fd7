#include "llm/tokens/encodings.hpp"

#include "core/unicode.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

// That the tokens are the reference's is shown by tests/e2e/tokens over a corpus of millions; here are the rules.

namespace {

using ids = std::vector<llm::token_id>;
using llm::special_text;

llm::token_encoding const& cl100k() { return *encoding_of(llm::tokenizer::cl100k_base); }
llm::token_encoding const& o200k() { return *encoding_of(llm::tokenizer::o200k_base); }

TEST(token_encoding, gives_the_published_tokens) {
    EXPECT_EQ(cl100k().encode("tiktoken is great!"), (ids{83, 1609, 5963, 374, 2294, 0}));
    EXPECT_EQ(cl100k().encode("hello world"), (ids{15339, 1917}));
    EXPECT_EQ(o200k().encode("hello world"), (ids{24912, 2375}));
}

TEST(token_encoding, of_nothing_is_nothing) {
    EXPECT_TRUE(o200k().encode("").empty());
    EXPECT_EQ(o200k().count(""), 0);
    EXPECT_EQ(o200k().decode({}).value(), "");
}

TEST(token_encoding, reads_what_looks_special_as_text) {
    auto const tokens = cl100k().encode("<|endoftext|>");

    EXPECT_GT(tokens.size(), 1u);
    EXPECT_EQ(cl100k().count("<|endoftext|>"), std::int64_t(tokens.size()));
    EXPECT_EQ(cl100k().decode(tokens).value(), "<|endoftext|>");
}

TEST(token_encoding, gives_special_tokens_where_they_are_wanted) {
    EXPECT_EQ(cl100k().encode("<|endoftext|>", special_text::token), ids{100257});
    EXPECT_EQ(o200k().encode("hello world<|endofprompt|><|endoftext|>", special_text::token),
              (ids{24912, 2375, 200018, 199999}));
    EXPECT_EQ(cl100k().decode(ids{100258, 100260}).value(), "<|fim_prefix|><|fim_suffix|>");
}

TEST(token_encoding, leaves_broken_special_tokens_as_text) {
    for (std::string const text : {"<|", "<|endoftext|", "<<|endoftext", "<|fim|>", "|>"})
        EXPECT_EQ(o200k().encode(text, special_text::token), o200k().encode(text)) << text;
}

TEST(token_encoding, reads_bytes_that_are_not_utf8_as_replacement_characters) {
    for (std::string const text : {"\xff", "a\x80z", "\xed\xa0\x80", "\xf0\x9f\x98", "\xc0\xaf", "\xf5\x80\x80\x80"}) {
        auto const repaired = core::to_valid_utf8(text);

        EXPECT_EQ(o200k().encode(text), o200k().encode(repaired));
        EXPECT_EQ(o200k().count(text), o200k().count(repaired));
        EXPECT_EQ(o200k().decode(o200k().encode(text)).value(), repaired);
    }
}

TEST(token_encoding, gives_back_what_it_took) {
    for (std::string const text : {"  two  blanks \n\n\tand lines\r\n", "Größe: 12345 µm²", "東京都庁は新宿に",
                                   "👩‍👩‍👧 🇩🇪", "don't WE'VE"})
        for (auto const* encoding : {&cl100k(), &o200k()}) {
            auto const tokens = encoding->encode(text);

            EXPECT_EQ(encoding->decode(tokens).value(), text);
            EXPECT_EQ(encoding->count(text), std::int64_t(tokens.size()));
        }
}

TEST(token_encoding, refuses_to_decode_what_is_no_token) {
    EXPECT_EQ(cl100k().decode(ids{15339, 100256}).error().code, core::errc::invalid_input);
    EXPECT_EQ(o200k().decode(ids{llm::no_token}).error().code, core::errc::invalid_input);
}

TEST(token_encoding, is_null_for_the_approximate_tokenizer) {
    EXPECT_EQ(encoding_of(llm::tokenizer::approximate), nullptr);
}

TEST(token_encoding, is_not_made_of_a_damaged_vocabulary) {
    EXPECT_THROW(llm::token_encoding("no vocabulary", "."), std::runtime_error);
}

}  // namespace
