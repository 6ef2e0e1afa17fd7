#include "llm/tokens/encodings.hpp"

#include "core/embedded.hpp"

#include <algorithm>
#include <span>
#include <stdexcept>
#include <string>

// What cmake/vocabularies.cmake packed.
namespace llm_vocabularies {
std::span<core::embedded_file const> embedded_files();
}

namespace llm {
namespace {

// The reference's patterns, with two changes that give the same pieces. \s is spelt out as Unicode's White_Space,
// because PCRE2's own takes U+180E too. ASCII letters are named beside \p{L}, because a class looks them up without the
// tables.
constexpr char const* cl100k_pattern =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[A-Za-z\p{L}]+|\p{N}{1,3}|)"
    R"( ?[^\p{Z}\x{09}-\x{0D}\x{85}\p{L}\p{N}]+[\r\n]*|)"
    R"([\p{Z}\x{09}-\x{0D}\x{85}]*[\r\n]+|)"
    R"([\p{Z}\x{09}-\x{0D}\x{85}]+(?![^\p{Z}\x{09}-\x{0D}\x{85}])|[\p{Z}\x{09}-\x{0D}\x{85}]+)";

constexpr char const* o200k_pattern =
    R"([^\r\n\p{L}\p{N}]?[A-Z\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[a-z\p{Ll}\p{Lm}\p{Lo}\p{M}]+)"
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)?|)"
    R"([^\r\n\p{L}\p{N}]?[A-Z\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[a-z\p{Ll}\p{Lm}\p{Lo}\p{M}]*)"
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)?|)"
    R"(\p{N}{1,3}| ?[^\p{Z}\x{09}-\x{0D}\x{85}\p{L}\p{N}]+[\r\n/]*|)"
    R"([\p{Z}\x{09}-\x{0D}\x{85}]*[\r\n]+|)"
    R"([\p{Z}\x{09}-\x{0D}\x{85}]+(?![^\p{Z}\x{09}-\x{0D}\x{85}])|[\p{Z}\x{09}-\x{0D}\x{85}]+)";

std::string_view vocabulary_of(tokenizer which) {
    auto const files = llm_vocabularies::embedded_files();
    auto const found = std::ranges::find(files, std::string_view(to_string(which)), &core::embedded_file::name);
    if (found == files.end()) throw std::runtime_error(std::string("no vocabulary of ") + to_string(which));
    return found->content();
}

}  // namespace

token_encoding const* encoding_of(tokenizer which) {
    switch (which) {
    case tokenizer::approximate: break;
    case tokenizer::cl100k_base: {
        static token_encoding const cl100k(vocabulary_of(which), cl100k_pattern);
        return &cl100k;
    }
    case tokenizer::o200k_base: {
        static token_encoding const o200k(vocabulary_of(which), o200k_pattern);
        return &o200k;
    }
    }
    return nullptr;
}

}  // namespace llm
