#include "llm/tokens/piece_splitter.hpp"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <stdexcept>
#include <string>

namespace llm {

piece_splitter::piece_splitter(char const* pattern) : code_(nullptr, pcre2_code_free) {
    int error = 0;
    std::size_t where = 0;
    code_.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern), PCRE2_ZERO_TERMINATED,
                              PCRE2_UTF | PCRE2_UCP | PCRE2_ANCHORED, &error, &where, nullptr));
    if (!code_) throw std::runtime_error("a tokenizer's pattern is wrong at character " + std::to_string(where));
    compiled_ = pcre2_jit_compile(code_.get(), PCRE2_JIT_COMPLETE) == 0;
}

piece_splitter::~piece_splitter() = default;

piece_splitter::cursor::cursor(piece_splitter const& splitter, std::string_view text)
    : splitter_(splitter), text_(text), found_(pcre2_match_data_create(1, nullptr), pcre2_match_data_free) {
    if (!found_) throw std::bad_alloc();
    ends_ = pcre2_get_ovector_pointer(found_.get());
}

piece_splitter::cursor::~cursor() = default;

std::string_view piece_splitter::cursor::next() {
    if (at_ == text_.size()) return {};
    auto const outcome = match();
    if (outcome < 0 || ends_[1] <= at_)
        throw std::runtime_error("a tokenizer's pattern failed with " + std::to_string(outcome));
    auto const piece = text_.substr(at_, ends_[1] - at_);
    at_ = ends_[1];
    return piece;
}

int piece_splitter::cursor::match() {
    auto const* const code = splitter_.code_.get();
    auto const* const subject = reinterpret_cast<PCRE2_SPTR>(text_.data());
    if (splitter_.compiled_) {
        auto const outcome =
            pcre2_jit_match(code, subject, text_.size(), at_, PCRE2_NO_UTF_CHECK, found_.get(), nullptr);
        if (outcome != PCRE2_ERROR_JIT_STACKLIMIT) return outcome;
    }
    return pcre2_match(code, subject, text_.size(), at_, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, found_.get(), nullptr);
}

}  // namespace llm
