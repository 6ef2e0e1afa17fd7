#include "identity/api_key_text.hpp"

#include "core/base64url.hpp"
#include "core/random.hpp"

#include <algorithm>

namespace identity {

namespace {

constexpr std::string_view scheme = "parl_";
constexpr std::string_view prefix_alphabet = "abcdefghijklmnopqrstuvwxyz234567";
constexpr std::size_t prefix_size = 8;
constexpr std::size_t secret_size = 43;   // 32 bytes in base64url
constexpr std::size_t whole_size = scheme.size() + prefix_size + 1 + secret_size;

}  // namespace

api_key_text new_api_key() {
    unsigned char bytes[prefix_size];
    core::fill_random(bytes, sizeof bytes);
    api_key_text out;
    out.prefix = scheme;
    for (auto const byte : bytes) out.prefix += prefix_alphabet[byte % prefix_alphabet.size()];
    out.whole = out.prefix + '_' + core::random_secret(32);
    return out;
}

bool looks_like_api_key(std::string_view text) { return text.starts_with(scheme); }

std::optional<std::string> api_key_prefix(std::string_view text) {
    if (text.size() != whole_size || !text.starts_with(scheme)) return std::nullopt;
    auto const public_part = text.substr(scheme.size(), prefix_size);
    auto const known = [](char c) { return prefix_alphabet.find(c) != prefix_alphabet.npos; };
    if (!std::ranges::all_of(public_part, known) || text[scheme.size() + prefix_size] != '_') return std::nullopt;
    if (!core::from_base64url(text.substr(whole_size - secret_size))) return std::nullopt;
    return std::string(text.substr(0, scheme.size() + prefix_size));
}

}  // namespace identity
