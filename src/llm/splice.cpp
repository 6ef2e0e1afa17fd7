#include "llm/splice.hpp"

#include <utility>

namespace llm {

// This is the search of Knuth, Morris and Pratt for C in S, but for a C that is still growing: it waits where all of C
// known so far has matched. What has matched when S is at its end is the longest overlap.
std::string splice::feed(std::string_view piece) {
    if (decided_) return std::string(piece);
    extend(piece);
    advance();
    if (at_ < sent_.size()) return {};
    return decide(is_evidence(matched_) ? matched_ : 0);
}

std::string splice::finish() {
    if (decided_) return {};
    if (held_.size() >= evidence_bytes_min && sent_.starts_with(held_)) return decide(held_.size());
    while (at_ < sent_.size()) {
        matched_ = matched_ == 0 ? 0 : borders_[matched_ - 1];   // C grows no more: look for a shorter overlap
        advance();
        if (held_.empty()) break;
    }
    return decide(is_evidence(matched_) ? matched_ : 0);
}

// Appends to C, and to the table of borders that the search falls back by.
void splice::extend(std::string_view piece) {
    for (char const byte : piece) {
        std::uint32_t border = borders_.empty() ? 0 : borders_.back();
        while (border > 0 && held_[border] != byte) border = borders_[border - 1];
        if (!held_.empty() && held_[border] == byte) ++border;
        held_ += byte;
        borders_.push_back(border);
    }
}

void splice::advance() {
    while (at_ < sent_.size() && matched_ < held_.size()) {
        bool const same = sent_[at_] == held_[matched_];
        if (!same && matched_ > 0) {
            matched_ = borders_[matched_ - 1];
            continue;
        }
        matched_ += same;
        ++at_;
    }
}

bool splice::is_evidence(std::size_t overlap) const {
    if (overlap == sent_.size()) return true;
    if (overlap < evidence_bytes_min) return false;
    auto const period = overlap - borders_[overlap - 1];
    return 2 * period > overlap;
}

std::string splice::decide(std::size_t overlap) {
    decided_ = true;
    auto fresh = std::exchange(held_, {});
    fresh.erase(0, overlap);
    borders_ = {};
    sent_ = {};
    return fresh;
}

}  // namespace llm
