#pragma once

#include "core/result.hpp"
#include "llm/tokens/piece_splitter.hpp"
#include "llm/tokens/token_vocabulary.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace llm {

// What to make of text that looks like a special token (<|endoftext|>): ordinary text, as all that people write must
// be, or that token.
enum class special_text : std::uint8_t { ordinary, token };

// One model family's tokens: byte for byte those of the reference (npm's tiktoken) for text whose characters Unicode 14
// assigns. Text that is not UTF-8 is read as the WHATWG decoder would: what is invalid becomes U+FFFD first. Immutable
// and thread-safe. Time grows with the text, whatever it says; counting keeps nothing but for pieces that are long.
class token_encoding {
public:
    // `packed` as in token_vocabulary::open, `pattern` as in piece_splitter. Throws runtime_error for a bad one.
    token_encoding(std::string_view packed, char const* pattern);

    std::int64_t count(std::string_view text) const;
    std::vector<token_id> encode(std::string_view text, special_text as = special_text::ordinary) const;

    // The bytes of `tokens`, which need not be UTF-8 where a sequence was cut. Fails with errc::invalid_input for an id
    // that no token has.
    core::result<std::string> decode(std::span<token_id const> tokens) const;

    token_vocabulary const& vocabulary() const { return vocabulary_; }

private:
    std::int64_t take(std::string_view text, std::vector<token_id>* out) const;
    void take_with_specials(std::string_view text, std::vector<token_id>& out) const;

    token_vocabulary vocabulary_;
    piece_splitter splitter_;
};

}  // namespace llm
