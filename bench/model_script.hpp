#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bench {

// What the mock provider does, spelled in the model's name: `fixed-60` writes 60 tokens at once,
// `paced:rate=20,tokens=200` one token each 1/rate s. Further keys, in any combination:
//   cut_at=N     close the connection after N tokens      stall_at=N   fall silent after N tokens
//   error_at=N   an error event after N tokens            status=503   refuse with this HTTP status
struct model_script {
    static constexpr std::uint32_t never = ~std::uint32_t{0};

    std::uint32_t tokens = 60;
    double rate = 0;   // tokens per second; 0 = all at once
    std::uint32_t cut_at = never;
    std::uint32_t stall_at = never;
    std::uint32_t error_at = never;
    std::uint32_t status = 200;

    // From the start of the answer to its nth token, counted from 1.
    std::chrono::microseconds delay_of(std::uint32_t nth) const;
};

// Nothing when the name is none of ours.
std::optional<model_script> parse_model(std::string_view name);

// The nth token of every answer, counted from 0: a word and its blank, a function of n alone, so that a reader
// notices a lost, doubled or swapped token without having talked to the mock. No character needs escaping in JSON.
std::string_view token_text(std::uint32_t n);

// Follows an answer's text and says whether it is the one that the mock gives.
class expected_text {
public:
    // False from the first byte that is not what comes next.
    bool accept(std::string_view text);

    // Whole tokens accepted so far.
    std::uint32_t tokens() const { return tokens_; }
    bool between_tokens() const { return offset_ == 0; }

private:
    std::uint32_t tokens_ = 0;
    std::uint32_t offset_ = 0;   // bytes of the next token that have been seen
};

}  // namespace bench
