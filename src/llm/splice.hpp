#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace llm {

// Joins an answer that broke off and its continuation by somebody who may say again what was already said.
//
// The rule. Let S be the text already sent, C the continuation, and k the length of the longest text that both ends S
// and begins C. The first k bytes of C are swallowed if they are all of S (C began anew), or if they are evidence of a
// repetition: at least 16 bytes, and not a shorter text twice over, for then they may as well be the answer going on
// ("000…", a ruled line). Else nothing is swallowed. A C that ends inside a repetition of S from its start, after at
// least 16 bytes, is swallowed whole.
//
// Nothing is held back for longer than the rule needs: only while C can still turn out to repeat S up to its end, hence
// at most as many bytes as S has. Time is linear in both. Where S and C are UTF-8, so is what comes out.
class splice {
public:
    static constexpr std::size_t evidence_bytes_min = 16;

    explicit splice(std::string sent) : sent_(std::move(sent)) {}

    // Takes the next piece of C and returns what of C is now known to be new.
    std::string feed(std::string_view piece);

    // C has ended: the rest of what is new.
    std::string finish();

    // Whether the rule has been applied: from then on every piece is new.
    bool decided() const { return decided_; }

private:
    void extend(std::string_view piece);
    void advance();
    bool is_evidence(std::size_t overlap) const;
    std::string decide(std::size_t overlap);

    std::string sent_;
    std::string held_;  // C so far
    std::vector<std::uint32_t> borders_;  // of each prefix of C: the longest that both begins and ends it
    std::size_t at_ = 0;  // so far sent_ has been searched for C
    std::size_t matched_ = 0;  // so much of C ends there
    bool decided_ = false;
};

}  // namespace llm
